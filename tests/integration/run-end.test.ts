import { spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { trainCommand } from "@/server/cli/train-command";
import { cancelJob } from "@/server/services/job/cancel";
import { claimJob } from "@/server/services/job/claim";
import { executeJob } from "@/server/services/job/execute";
import { cancelRun } from "@/server/services/run/cancel";
import { listOrphans } from "@/server/services/run/orphans";
import { trainRun } from "@/server/services/run/train";
import { runPath } from "@/server/storage/home";
import { ATTEMPT_VARIABLE, NONCE_VARIABLE, processesWithNonce } from "@/server/training/process-nonce";
import { attemptPath, intentPath, stopWasRequested } from "@/server/training/run-files";
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

describe("a run whose worker was stopped while its cluster trains on", () => {
  const given = async () => {
    const data = { kind: "follow-run", state: "queued", startedAt: new Date() };
    return studio.ctx.db.job.update({ where: { key: `train:${id}` }, data });
  };

  it("is cancelled by the next worker, which ends it there", async () => {
    await rm(path.join(runPath(id, studio.home), "result.json"));
    await given();
    expect(await cancelRun({ ctx: studio.ctx, input: { id } })).toMatchObject({ state: "cancelling" });
    await work();
    expect(await rowOf()).toMatchObject({ state: "cancelled" });
  });

  it("does not lose its job to whoever cancels the job itself", async () => {
    const { id: jobId } = await given();
    expect(await cancelJob({ ctx: studio.ctx, input: { id: jobId } })).toMatchObject({ state: "queued" });
    expect(await studio.ctx.db.job.findUniqueOrThrow({ where: { id: jobId } })).toMatchObject({
      cancelRequested: true,
    });
  });

  it("is an orphan once its job has been given up", async () => {
    const attempt = attemptPath(runPath(id, studio.home), 1);
    await mkdir(attempt, { recursive: true });
    await writeFile(intentPath(runPath(id, studio.home), 1), JSON.stringify({ nonce: id }));
    const env = { ...process.env, [NONCE_VARIABLE]: id, [ATTEMPT_VARIABLE]: attempt };
    const trainer = spawn("sleep", ["600"], { env });
    try {
      const listed = () => listOrphans({ ctx: studio.ctx });
      await until(async () => ((await processesWithNonce(id)).length > 0 ? true : null));
      expect(await listed()).toEqual({ orphans: [], unreachable: [] });
      await studio.ctx.db.job.update({ where: { key: `train:${id}` }, data: { state: "failed" } });
      expect((await listed()).orphans).toMatchObject([{ runId: id, attempt: 1, why: "its run has failed" }]);
    } finally {
      trainer.kill();
    }
  });
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

  it("is told to stop, and not taken for cancelled, when it is cancelled while backends.json is not right", async () => {
    const runDirectory = runPath(id, studio.home);
    const backends = path.join(studio.home, "backends.json");
    await rm(path.join(runDirectory, "result.json"));
    await mkdir(attemptPath(runDirectory, 1), { recursive: true });
    await writeFile(intentPath(runDirectory, 1), JSON.stringify({ nonce: id }));
    await writeFile(backends, "[{");
    const working = work();
    await until(async () => ((await rowOf()).unreachable ? true : null));
    await cancelRun({ ctx: studio.ctx, input: { id } });
    await until(async () => ((await stopWasRequested(runDirectory, 1)) ? true : null));
    expect(await rowOf()).toMatchObject({ state: "cancelling", unreachable: true });
    await writeFile(backends, JSON.stringify([{ id: "local", kind: "local", label: "This machine" }]));
    expect(await working).toBe("cancelled");
    expect(await rowOf()).toMatchObject({ state: "cancelled", unreachable: false });
  });

  it("has succeeded although no hash of its model could be kept", async () => {
    await rm(path.join(runPath(id, studio.home), "model"), { recursive: true });
    expect(await work()).toBe("succeeded");
    expect(await rowOf()).toMatchObject({ state: "succeeded", modelSha256: null, failure: null });
  });
});

describe("the command that trains", () => {
  const follow = (signal: AbortSignal, ...others: string[]) =>
    trainCommand.run({ ctx: studio.ctx, signal, progress: () => undefined }, ["--run", id, ...others]);

  it("says what becomes of its run when it is stopped, and follows it again without training twice", async () => {
    const way = `Follow it with train --run ${id}, or cancel it on its page.`;
    await expect(follow(AbortSignal.abort())).rejects.toMatchObject({
      message: `Run ${id} has not ended; a running studio goes on with it.`,
      way,
    });
    await studio.ctx.db.run.update({ where: { id }, data: { backend: "lab" } });
    await expect(follow(AbortSignal.abort())).rejects.toMatchObject({
      message: `Run ${id} has not ended and goes on at lab.`,
      way,
    });
    await studio.ctx.db.run.update({ where: { id }, data: { backend: "local" } });
    const before = await studio.ctx.db.run.count();
    expect((await follow(new AbortController().signal)).json).toMatchObject({
      runId: id,
      state: "succeeded",
    });
    expect(await studio.ctx.db.run.count()).toBe(before);
  });

  it("does not take the options of a new run for those of one there is", async () => {
    await expect(follow(AbortSignal.abort(), "--model", "tiny")).rejects.toMatchObject({
      message: "--run cannot stand with --model.",
    });
  });
});
