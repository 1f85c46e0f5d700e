import type { Submission } from "@/server/training/launcher";

/** Lowers the trainer's priority, so that the studio stays quick while it trains beside it. */
const NICE = ["nice", "-n", "10"] as const;

/** Program and arguments that train one attempt under its supervisor; more than one process by torchrun on this machine. */
export function trainerCommand(
  python: string,
  { runDirectory, number, processes }: Submission,
): readonly [string, ...string[]] {
  const attempt = ["--attempt", String(number)];
  const module = ["-m", "meta_rater_gpu.train", runDirectory, ...attempt];
  const trainer =
    processes === 1
      ? [python, ...module]
      : [
          python,
          "-m",
          "torch.distributed.run",
          "--standalone",
          `--nproc-per-node=${String(processes)}`,
          ...module,
        ];
  return [...NICE, python, "-m", "meta_rater_gpu.supervise", runDirectory, ...attempt, "--", ...trainer];
}
