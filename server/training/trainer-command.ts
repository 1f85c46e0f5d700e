import type { Attempt, Submission } from "@/server/training/launcher";

/** Runs a program as an attempt: keeps its output and its exit code in attempts/<n>. */
export const supervised = (
  python: string,
  { runDirectory, number }: Attempt,
  program: readonly string[],
  options: readonly string[] = [],
): readonly string[] => [
  ...[python, "-m", "meta_rater_gpu.supervise", runDirectory, "--attempt", String(number)],
  ...[...options, "--"],
  ...program,
];

/** The module that trains or evaluates as the bundle says, and its arguments, for Python or torchrun. */
export const trainerModule = ({ runDirectory, number }: Attempt): readonly string[] => [
  ...["-m", "meta_rater_gpu.attempt", runDirectory, "--attempt", String(number)],
];

/** Trains on one machine; more than one process by torchrun. */
export function trainerProgram(python: string, submission: Submission): readonly string[] {
  const { processes } = submission;
  const torchrun = ["-m", "torch.distributed.run", "--standalone", `--nproc-per-node=${String(processes)}`];
  return [python, ...(processes === 1 ? [] : torchrun), ...trainerModule(submission)];
}

/** Trains an attempt on this machine with lower priority, so that the studio stays quick beside it. */
export const localCommand = (python: string, submission: Submission): readonly [string, ...string[]] => [
  ...(["nice", "-n", "10"] as const),
  ...supervised(python, submission, trainerProgram(python, submission)),
];
