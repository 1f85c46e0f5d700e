import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { claimJob } from "@/server/services/job/claim";
import { executeJob } from "@/server/services/job/execute";
import { trainRun } from "@/server/services/run/train";
import { runPath } from "@/server/storage/home";
import { stagedRun } from "@/tests/support/staged-run";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { trainableSelection } from "@/tests/support/trainable-selection";
import { until } from "@/tests/support/training-studio";

const RESULT = {
  v: 1,
  attempt: 1,
  status: "succeeded",
  step: 128,
  tokens: 400,
  loss: 2,
  validation_loss: 2,
  model: "model",
  seconds: 1,
};

let studio: TestStudio;
let selectionId: string;
let runs = 0;
/** A run that was training when its worker was stopped, and has ended since. */
let id: string;

const rowOf = () => studio.ctx.db.run.findUniqueOrThrow({ where: { id } });

async function work(): Promise<string | null> {
  const { ctx } = studio;
  const { id: jobId } = await ctx.db.job.findUniqueOrThrow({ where: { key: `train:${id}` } });
  const job = await claimJob({ db: ctx.db, kinds: ["train-run", "follow-run"], id: jobId, leaseMs: 60_000 });
  if (job === null) throw new Error("nothing to work on");
  return executeJob({ ctx, job, run: trainRun, shutdown: new AbortController().signal });
}

beforeAll(async () => {
  studio = await testStudio();
  selectionId = await trainableSelection(studio, 0.15);
});

afterAll(() => studio.end());

beforeEach(async () => {
  runs += 1;
  id = await stagedRun(studio, selectionId, `run ${String(runs)}`);
  await studio.ctx.db.run.update({ where: { id }, data: { state: "running", modelSha256: null } });
  await writeFile(path.join(runPath(id, studio.home), "result.json"), JSON.stringify({ ...RESULT, run: id }));
});

describe("a run that has trained", () => {
  it("is unreachable, not failed, while backends.json is not right", async () => {
    const backends = path.join(studio.home, "backends.json");
    await writeFile(backends, "[{");
    const working = work();
    await until(async () => ((await rowOf()).unreachable ? true : null));
    await writeFile(backends, JSON.stringify([{ id: "local", kind: "local", label: "This machine" }]));
    expect(await working).toBe("succeeded");
    expect(await rowOf()).toMatchObject({ state: "succeeded", unreachable: false, failure: null });
  });
});
