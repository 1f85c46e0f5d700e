import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChaosWorld } from "@/scripts/chaos/chaos-world";
import { judgeChaos } from "@/scripts/chaos/judge-chaos";
import { playChaos } from "@/scripts/chaos/play-chaos";
import { chaosSchedule, TARGETS } from "@/scripts/chaos/schedule";
import { labController, registerLab } from "@/scripts/chaos/slurm-lab";
import { chaosShape, chaosTrain } from "@/scripts/chaos/small-training";
import { gpuEnvironment } from "@/server/training/gpu-environment";
import { startSlurm } from "@/tests/support/slurm";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { trainableSelection } from "@/tests/support/trainable-selection";

const SECONDS = 90;
const SEED = Number(process.env["CHAOS_SEED"] ?? "1048");

const environment = await gpuEnvironment();
if (environment.state !== "ready") console.log(`training is not tested: ${environment.message}`);
const slurm = environment.state === "ready" ? await startSlurm() : "Slurm is not started without training.";
if (typeof slurm === "string") console.log(slurm);

let studio: TestStudio;
let world: ChaosWorld;

beforeAll(async () => {
  studio = await testStudio();
  const selectionId = await trainableSelection(studio, 0.15);
  const here = { backend: "local", atOnce: 2 };
  const small = { ...{ ctx: studio.ctx, selectionId, shape: chaosShape, train: chaosTrain } };
  const serverScript = "tests/support/api-server-child.ts";
  if (typeof slurm === "string") {
    world = { ...small, places: [here], serverScript };
    return;
  }
  const slurmHome = path.dirname(slurm.config);
  const there = await registerLab(studio.home, slurmHome);
  world = { ...small, serverScript, places: [here, there], controller: labController(slurmHome) };
});

afterAll(async () => {
  await studio.end();
  if (typeof slurm !== "string") await slurm.down();
});

describe.skipIf(environment.state !== "ready")("a studio whose processes are killed at random", () => {
  it(
    "brings every run to its right end and loses nothing beyond a checkpoint",
    { timeout: 900_000 },
    async () => {
      const targets = TARGETS.filter((target) => target !== "controller" || typeof slurm !== "string");
      const blows = chaosSchedule({ seed: SEED, seconds: SECONDS, targets });
      const played = await playChaos(world, blows, SECONDS, () => undefined);
      const told = `chaos with CHAOS_SEED=${String(SEED)}:\n${played.log.join("\n")}`;
      expect(await judgeChaos(world, played), told).toEqual([]);
    },
  );
});
