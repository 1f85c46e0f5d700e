import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { ChaosPlace, ChaosWorld } from "../chaos/chaos-world";
import { judgeChaos } from "../chaos/judge-chaos";
import { playChaos } from "../chaos/play-chaos";
import { chaosSchedule, TARGETS } from "../chaos/schedule";
import { labController, registerLab } from "../chaos/slurm-lab";
import { chaosShape, chaosTrain } from "../chaos/small-training";
import { prepareBuild } from "../steps/prepare";
import { demoSelection } from "./demo-selection";
import { setupGpu } from "@/server/training/gpu-environment";

/**
 * `npm run bench -- chaos [--minutes 10] [--seed N] [--slurm HOME] [--json]`: a studio of its own with the demo corpus and three
 * small trainings open at any time, whose trainers, supervisors, worker and web server are killed by a schedule made of the seed;
 * with the folder of a running `scripts/slurm-dev` two more train there, and its controller is killed too. Ends with 1 where a run
 * did not come to its right end; the seed and what was hit are printed, so that it can be repeated.
 */
export async function benchChaos(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      slurm: { type: "string" },
      json: { type: "boolean", default: false },
    },
  });
  const [seconds, seed] = [Number(values.minutes) * 60, Number(values.seed)];
  const slurm = values.slurm === undefined ? null : path.resolve(values.slurm);
  const targets = TARGETS.filter((target) => target !== "controller" || slurm !== null);
  const home = await mkdtemp(path.join(tmpdir(), "bench-chaos-"));
  await prepareBuild();
  await setupGpu({ report: console.log, signal: new AbortController().signal });
  const { ctx, selectionId } = await demoSelection(home);
  const here: ChaosPlace = { backend: "local", atOnce: 3 };
  const world: ChaosWorld = {
    ...{ ctx, selectionId, shape: chaosShape, train: chaosTrain, serverScript: "scripts/serve.ts" },
    places: slurm === null ? [here] : [here, await registerLab(home, slurm)],
    ...(slurm === null ? {} : { controller: labController(slurm) }),
  };
  console.log(`chaos of ${String(seconds)} s with seed ${String(seed)} in ${home}`);
  const blows = chaosSchedule({ seed, seconds, targets });
  const played = await playChaos(world, blows, seconds, (line) => console.log(line));
  const faults = await judgeChaos(world, played);
  const ended = (state: string): number => played.runs.filter((run) => run.state === state).length;
  const [runs, succeeded, cancelled] = [played.runs.length, ended("succeeded"), ended("cancelled")];
  console.log(
    `${String(runs)} runs: ${String(succeeded)} succeeded, ${String(cancelled)} cancelled, ${String(faults.length)} faults`,
  );
  for (const fault of faults) console.log(`fault: ${fault}`);
  if (values.json)
    console.log(
      JSON.stringify({
        seed,
        seconds,
        blows: blows.length,
        runs,
        succeeded,
        cancelled,
        faults,
        log: played.log,
      }),
    );
  if (faults.length > 0) {
    console.log(`The folder ${home} is left to be looked at.`);
    process.exit(1);
  }
  await rm(home, { recursive: true, force: true });
}
