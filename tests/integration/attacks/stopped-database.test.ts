import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { answerTrpc } from "@/server/api/answer-trpc";
import { enqueueJob } from "@/server/services/job/enqueue";
import type { JobRunner } from "@/server/services/job/job-runner";
import { trainRun } from "@/server/services/run/train";
import { readiness } from "@/server/services/system/readiness";
import { runPath } from "@/server/storage/home";
import { ATTEMPT_VARIABLE, NONCE_VARIABLE, processesWithNonce } from "@/server/training/process-nonce";
import { attemptPath, intentPath, latestAttempt } from "@/server/training/run-files";
import { ownPostgresql, postgresqlStarts, type OwnPostgresql } from "@/tests/support/own-postgresql";
import { stagedRun } from "@/tests/support/staged-run";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { joinStudio, ORIGIN } from "@/tests/support/team-studio";
import { trainableSelection } from "@/tests/support/trainable-selection";
import { until } from "@/tests/support/training-studio";
import { runWorker } from "@/workers/jobs/run-worker";

const OUTAGE_MS = 60_000;

describe.skipIf(!(await postgresqlStarts()))("a database that is stopped for a minute", () => {
  let server: OwnPostgresql;
  let studio: TestStudio;
  let trainer: ChildProcess | null = null;
  const shutdown = new AbortController();

  beforeAll(async () => {
    server = await ownPostgresql();
    process.env["DATABASE_URL"] = server.url;
    process.env["STUDIO_MODE"] = "team";
    process.env["STUDIO_ORIGIN"] = ORIGIN;
    studio = await testStudio(() => Promise.resolve({ url: server.url, drop: () => server.end() }));
  });
  afterAll(async () => {
    shutdown.abort();
    trainer?.kill();
    await studio.end();
  });

  const trained = async (): Promise<string> => {
    const { ctx } = studio;
    const id = await stagedRun(studio, await trainableSelection(studio, 0.15), "goes on");
    const directory = runPath(id, studio.home);
    await ctx.db.run.update({ where: { id }, data: { state: "running", modelSha256: null } });
    const attempt = attemptPath(directory, 1);
    await mkdir(attempt, { recursive: true });
    await writeFile(intentPath(directory, 1), JSON.stringify({ nonce: id }));
    const named = { [NONCE_VARIABLE]: id, [ATTEMPT_VARIABLE]: attempt };
    trainer = spawn("sleep", ["600"], { env: { ...process.env, ...named } });
    await until(async () => ((await processesWithNonce(id)).length > 0 ? true : null));
    return id;
  };

  const ask = async (browser: Headers): Promise<{ status: number; text: string }> => {
    const response = await answerTrpc(new Request(`${ORIGIN}/api/trpc/recipe.list`, { headers: browser }));
    return { status: response.status, text: await response.text() };
  };

  it("is told in words meanwhile; then runs, jobs, sessions and pages go on, and nothing is done twice", async () => {
    const { ctx } = studio;
    const browser = await joinStudio(ctx, "viewer");
    const runId = await trained();
    const begun: string[] = [];
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const longJob: JobRunner = async ({ job }) => {
      begun.push(job.id);
      await released;
      return { done: true };
    };
    const working = runWorker({
      ctx,
      runners: { "train-run": trainRun, "prepare-gpu": longJob },
      slots: [
        { kinds: ["train-run"], limit: 1 },
        { kinds: ["prepare-gpu"], limit: 1 },
      ],
      shutdown: shutdown.signal,
    });
    const job = await enqueueJob({ db: ctx.db, ctx, kind: "prepare-gpu", key: randomUUID(), payload: {} });
    const rowOf = () => ctx.db.run.findUniqueOrThrow({ where: { id: runId } });
    await until(async () => ((await rowOf()).state === "starting" && begun.length === 1 ? true : null));
    expect((await ask(browser)).status).toBe(200);

    await server.stop();
    const stoppedAt = performance.now();
    const told: number[] = [];
    const words: string[] = [];
    while (performance.now() - stoppedAt < OUTAGE_MS) {
      const { status, text } = await ask(browser);
      told.push(status);
      words.push(text);
      // The job is done while nobody can be told.
      if (performance.now() - stoppedAt > OUTAGE_MS / 2) release();
      await delay(1_000);
    }
    expect(new Set(told)).toEqual(new Set([503]));
    expect(words.filter((text) => !text.includes("The database does not answer."))).toEqual([]);
    expect((await readiness({ ctx })).database.ok).toBe(false);

    await server.start();
    expect((await ask(browser)).status).toBe(200);
    await until(async () => {
      const { state } = await ctx.db.job.findUniqueOrThrow({ where: { id: job.id } });
      return state === "succeeded" ? true : null;
    });
    expect(begun).toEqual([job.id]);
    expect(await rowOf()).toMatchObject({ state: "starting", failure: null });
    const result = { v: 1, run: runId, attempt: 1, status: "succeeded", step: 128, tokens: 400 };
    const figures = { loss: 2, validation_loss: 2, model: "model", seconds: 1 };
    await writeFile(
      path.join(runPath(runId, studio.home), "result.json"),
      JSON.stringify({ ...result, ...figures }),
    );
    trainer?.kill();
    await until(async () => ((await rowOf()).state === "succeeded" ? true : null));
    expect(await rowOf()).toMatchObject({ failure: null, unreachable: false });
    expect(await latestAttempt(runPath(runId, studio.home))).toBe(1);
    expect((await readiness({ ctx })).database.ok).toBe(true);
    shutdown.abort();
    await working;
  });
});
