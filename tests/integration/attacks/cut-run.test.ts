import { spawn, type ChildProcess } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { postgresqlAnswers } from "@/scripts/steps/postgresql-server";
import { claimJob } from "@/server/services/job/claim";
import { executeJob } from "@/server/services/job/execute";
import { trainRun } from "@/server/services/run/train";
import { runPath } from "@/server/storage/home";
import { ATTEMPT_VARIABLE, NONCE_VARIABLE, processesWithNonce } from "@/server/training/process-nonce";
import { attemptPath, intentPath, latestAttempt } from "@/server/training/run-files";
import { stagedRun } from "@/tests/support/staged-run";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { postgresqlDatabase } from "@/tests/support/test-database";
import { trainableSelection } from "@/tests/support/trainable-selection";
import { until } from "@/tests/support/training-studio";
import { Wire } from "@/tests/support/wire";

describe.skipIf(!(await postgresqlAnswers()))("a run whose database is cut off while it trains", () => {
  let wire: Wire;
  let studio: TestStudio;
  let trainer: ChildProcess | null = null;

  beforeAll(async () => {
    const made = await postgresqlDatabase();
    wire = new Wire(new URL(made.url));
    await wire.join();
    const drop = async (): Promise<void> => {
      await wire.cut();
      await made.drop();
    };
    studio = await testStudio(() => Promise.resolve({ url: wire.near, drop }));
  });

  afterAll(async () => {
    trainer?.kill();
    await studio.end();
  });

  it("goes on, is found again, and is trained once", async () => {
    const { ctx } = studio;
    const id = await stagedRun(studio, await trainableSelection(studio, 0.15), "cut off");
    const directory = runPath(id, studio.home);
    await ctx.db.run.update({ where: { id }, data: { state: "running", modelSha256: null } });
    const attempt = attemptPath(directory, 1);
    await mkdir(attempt, { recursive: true });
    await writeFile(intentPath(directory, 1), JSON.stringify({ nonce: id }));
    trainer = spawn("sleep", ["600"], {
      env: { ...process.env, [NONCE_VARIABLE]: id, [ATTEMPT_VARIABLE]: attempt },
    });
    await until(async () => ((await processesWithNonce(id)).length > 0 ? true : null));

    const job = await claimJob({ db: ctx.db, kinds: ["train-run"], leaseMs: 60_000 });
    if (job === null) throw new Error("nothing to work on");
    const work = executeJob({ ctx, job, run: trainRun, shutdown: new AbortController().signal });
    const rowOf = () => ctx.db.run.findUniqueOrThrow({ where: { id } });
    await until(async () => ((await rowOf()).state === "starting" ? true : null));

    await wire.cut();
    await delay(2_000);
    await wire.join();
    await until(async () => ((await rowOf().catch(() => null)) === null ? null : true));
    expect(await rowOf()).toMatchObject({ state: "starting", failure: null });

    const result = { v: 1, run: id, attempt: 1, status: "succeeded", step: 128, tokens: 400 };
    const figures = { loss: 2, validation_loss: 2, model: "model", seconds: 1 };
    await writeFile(path.join(directory, "result.json"), JSON.stringify({ ...result, ...figures }));
    trainer.kill();
    expect(await work).toBe("succeeded");
    expect(await rowOf()).toMatchObject({ state: "succeeded", failure: null, unreachable: false });
    expect(await latestAttempt(directory)).toBe(1);
  });
});
