import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import type { ChaosWorld } from "../chaos/chaos-world";
import { judgeChaos } from "../chaos/judge-chaos";
import { playChaos } from "../chaos/play-chaos";
import { chaosSchedule, TARGETS } from "../chaos/schedule";
import { chaosShape, chaosTrain } from "../chaos/small-training";
import { prepareBuild } from "../steps/prepare";
import { demoSelection } from "./demo-selection";
import { setupGpu } from "@/server/training/gpu-environment";

/**
 * `npm run bench -- chaos [--minutes 10] [--seed N] [--json]`: a studio of its own with the demo corpus and three small trainings
 * open at any time, whose trainers, supervisors, worker and web server are killed by a schedule made of the seed. Ends with 1 where
 * a run did not come to its right end; the seed and what was hit are printed, so that it can be repeated.
 */
export async function benchChaos(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      minutes: { type: "string", default: "10" },
      seed: { type: "string", default: String(Date.now() % 1_000_000) },
      json: { type: "boolean", default: false },
    },
  });
  const [seconds, seed] = [Number(values.minutes) * 60, Number(values.seed)];
  const targets = TARGETS.filter((target) => target !== "controller");
  const home = await mkdtemp(path.join(tmpdir(), "bench-chaos-"));
  await prepareBuild();
  await setupGpu({ report: console.log, signal: new AbortController().signal });
  const { ctx, selectionId } = await demoSelection(home);
  const world: ChaosWorld = {
    ...{ ctx, selectionId, shape: chaosShape, train: chaosTrain, serverScript: "scripts/serve.ts" },
    places: [{ backend: "local", atOnce: 3 }],
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
