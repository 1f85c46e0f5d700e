import { randomUUID } from "node:crypto";
import { appendFile, mkdir, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo, type Socket } from "node:net";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { runsCommand } from "@/server/cli/runs-command";
import { RunsMirror } from "@/server/services/mirror/mirror-runs";
import { runPath } from "@/server/storage/home";
import { readMlflowSettings } from "@/server/training/mlflow/mlflow-settings";
import { startMlflow, type TestMlflow } from "@/tests/support/mlflow";
import { stagedRun } from "@/tests/support/staged-run";
import { trainingStudio, until, type TrainingStudio } from "@/tests/support/training-studio";

const mlflow = await startMlflow();
if (typeof mlflow === "string") console.log(mlflow);

const EXPERIMENT = "meta-rater";
const TOKEN = "a-token-nobody-may-see";
const upTo = (last: number): number[] => Array.from({ length: last }, (_, at) => at + 1);

describe.skipIf(typeof mlflow === "string")("the mirror to MLflow", { timeout: 300_000 }, () => {
  const server = mlflow as TestMlflow;
  let studio: TrainingStudio;
  let seq = 0;

  const directoryOf = (id: string): string => runPath(id, studio.home);
  const write = (id: string, lines: readonly object[]) =>
    appendFile(
      path.join(directoryOf(id), "events.jsonl"),
      lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
    );
  const event = (attempt: number, type: string, more: object) => ({
    ...{ v: 1, seq: (seq += 1), ts: new Date(1_790_000_000_000 + seq * 1_000).toISOString() },
    ...{ run: "r", attempt, type },
    ...more,
  });
  /** What a trainer tells of steps. */
  const steps = (attempt: number, first: number, last: number): readonly object[] =>
    upTo(last)
      .slice(first - 1)
      .map((step) => {
        const figures = { loss: 10 / step, lr: 0.001, grad_norm: step === 7 ? null : 1 };
        const speed = { tokens_per_second: 100, mfu: null, seconds_left: 1 };
        return event(attempt, "metrics", { step, tokens: step * 10, ...figures, ...speed });
      });
  const runWith = async (state: string): Promise<string> => {
    const id = await stagedRun(studio, studio.selectionId, "mirrored");
    await studio.ctx.db.run.update({ where: { id }, data: { state, step: 0 } });
    return id;
  };
  const newMirror = async (): Promise<RunsMirror> => {
    const settings = await readMlflowSettings(studio.home);
    if (settings === null) throw new Error("no settings");
    return new RunsMirror(studio.ctx, settings);
  };
  const pass = async (): Promise<boolean> => (await newMirror()).pass();
  const logged = async (id: string) => {
    const [run, ...others] = await server.runsOf(EXPERIMENT, "studio.run_id", id);
    expect(others).toEqual([]);
    if (run === undefined) throw new Error("MLflow has no such run");
    return run;
  };
  const mirrorOf = async (id: string) => (await studio.summary(id)).mirror;
  const settle = (content: object) =>
    writeFile(path.join(studio.home, "mlflow.json"), JSON.stringify(content));

  beforeAll(async () => {
    studio = await trainingStudio();
  });

  afterEach(() => studio.killWorkers());

  afterAll(async () => {
    await studio.end();
    await server.down();
  });

  it("says nothing where no admin asked for it", async () => {
    const id = await runWith("succeeded");
    expect(await mirrorOf(id)).toBe(null);
    await studio.ctx.db.run.delete({ where: { id } });
    await settle({ address: server.address, experiment: EXPERIMENT });
  });

  it("keeps one run, with settings, every point once and how it ended, through attempts that repeat steps", async () => {
    const id = await runWith("running");
    await write(id, [event(1, "starting", { device: "cpu", world: 1, torch: "2", transformers: "4" })]);
    await write(id, [...steps(1, 1, 40), event(1, "validation", validation(40))]);
    const mirror = await newMirror();
    expect(await mirror.pass()).toBe(true);
    const first = await logged(id);
    expect(first.info.status).toBe("RUNNING");
    await write(id, steps(2, 31, 60));
    expect(await mirror.pass()).toBe(true);
    await write(id, steps(3, 51, 70));
    const data = { state: "succeeded", step: 70, finishedAt: new Date(1_790_000_999_000) };
    await studio.ctx.db.run.update({ where: { id }, data });
    expect(await mirrorOf(id)).toEqual({ state: "behind", reason: null });
    expect(await pass()).toBe(true);
    const last = await logged(id);
    expect(last.info).toMatchObject({
      run_id: first.info.run_id,
      status: "FINISHED",
      end_time: 1_790_000_999_000,
    });
    expect(await server.stepsOf(first.info.run_id, "train/loss")).toEqual(upTo(70));
    expect(await server.stepsOf(first.info.run_id, "train/grad_norm")).toEqual(
      upTo(70).filter((step) => step !== 7),
    );
    expect(last.data.metrics).toContainEqual(
      expect.objectContaining({ key: "validation/loss/c4", value: 3.5, step: 40 }),
    );
    expect(last.data.params).toContainEqual({ key: "batchTokens", value: "1024" });
    expect(await mirrorOf(id)).toEqual({ state: "up to date", reason: null });
  });

  it("adds what an evaluation found after the training ended", async () => {
    const id = await runWith("succeeded");
    await studio.ctx.db.run.update({ where: { id }, data: { step: 5 } });
    await write(id, steps(1, 1, 5));
    await pass();
    const evaluation = { id: randomUUID(), workspaceId: studio.ctx.workspaceId, createdBy: "p", runId: id };
    const rest = { backend: "local", config: {}, modelSha256: "a", totalSteps: 1, state: "succeeded" };
    await studio.ctx.db.evaluation.create({
      data: { ...evaluation, ...rest, finishedAt: new Date(1_790_000_999_000) },
    });
    await mkdir(path.join(directoryOf(evaluation.id), "eval"), { recursive: true });
    await writeFile(
      path.join(directoryOf(evaluation.id), "eval", "harbour.json"),
      JSON.stringify({
        ...{ v: 1, task: "harbour", source: "files", harness: "0.4.13", version: 3, shots: 0, limit: null },
        ...{ seed: 1, model_sha256: "a", precision: "float32", device: "cpu", n: 2, seconds: 1 },
        metrics: [{ name: "acc", filter: "none", value: 0.5, stderr: 0.25, higher_is_better: true }],
      }),
    );
    expect(await mirrorOf(id)).toEqual({ state: "behind", reason: null });
    await pass();
    await pass();
    const { data, info } = await logged(id);
    const found = data.metrics?.filter(({ key }) => key.startsWith("eval/"));
    expect(found?.map(({ key, value, step }) => [key, value, step]).sort()).toEqual([
      ["eval/harbour/acc", 0.5, 5],
      ["eval/harbour/acc_stderr", 0.25, 5],
    ]);
    expect(await server.stepsOf(info.run_id, "eval/harbour/acc")).toEqual([5]);
  });

  it("tells later what could not be read, says so meanwhile, and nothing of an archived run", async () => {
    const id = await runWith("succeeded");
    await studio.ctx.db.run.update({ where: { id }, data: { step: 3 } });
    const unread = "What MLflow is to be told cannot be read: its events.";
    expect(await pass()).toBe(true);
    expect(await mirrorOf(id)).toEqual({ state: "failing", reason: unread });
    await write(id, steps(1, 1, 3));
    expect(await pass()).toBe(true);
    expect(await mirrorOf(id)).toEqual({ state: "up to date", reason: null });
    const { info } = await logged(id);
    expect(await server.stepsOf(info.run_id, "train/loss")).toEqual([1, 2, 3]);
    await studio.ctx.db.run.update({ where: { id }, data: { archivedAt: new Date(), step: 4 } });
    expect(await mirrorOf(id)).toBe(null);
  });

  it("doubles no point when the studio's worker and MLflow are killed in the middle", async () => {
    const id = await runWith("running");
    await write(id, steps(1, 1, 1_500));
    studio.startWorker();
    const known = () =>
      server.runsOf(EXPERIMENT, "studio.run_id", id).then(
        ([run]) => run?.data.metrics?.find(({ key }) => key === "train/loss")?.step ?? 0,
        () => 0,
      );
    await until(async () => ((await known()) > 0 ? true : null));
    await studio.killWorkers();
    await write(id, steps(1, 1_501, 2_000));
    await server.crash();
    expect(await pass()).toBe(false);
    const mirror = await mirrorOf(id);
    expect(mirror?.state).toBe("failing");
    expect(mirror?.reason).toContain(`MLflow gives no answer: ${server.address}: ECONN`);
    const { lines } = await runsCommand.run(
      { ctx: studio.ctx, signal: new AbortController().signal, progress: () => undefined },
      [],
    );
    expect(lines.join("\n")).toContain("MLflow gives no answer");
    await server.up();
    studio.startWorker();
    await until(async () => ((await known()) === 2_000 ? true : null));
    const { info } = await logged(id);
    for (const metric of ["train/loss", "train/tokens"])
      expect(await server.stepsOf(info.run_id, metric)).toEqual(upTo(2_000));
  });

  it("trains on while MLflow takes every question and answers none", async () => {
    const asked: Socket[] = [];
    const silent = createServer((socket) => asked.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const address = `http://127.0.0.1:${String((silent.address() as AddressInfo).port)}`;
    try {
      await settle({ address, experiment: EXPERIMENT, answerSeconds: 600 });
      const id = randomUUID();
      await studio.submit(id);
      studio.startWorker();
      await studio.untilState(id, "succeeded");
      await studio.everyStepOnce(id);
      expect(asked.length).toBeGreaterThan(0);
      expect(await mirrorOf(id)).toEqual({ state: "behind", reason: null });
    } finally {
      for (const socket of asked) socket.destroy();
      silent.close();
    }
  });

  it("says where it looked for a token but not what it is", async () => {
    const tokenFile = path.join(studio.home, "mlflow-token");
    await settle({ address: "http://127.0.0.1:1", experiment: EXPERIMENT, tokenFile });
    const id = await runWith("running");
    await pass();
    expect((await mirrorOf(id))?.reason).toBe(`MLflow: there is no token in the file ${tokenFile}.`);
    await writeFile(tokenFile, TOKEN);
    await pass();
    const summary = await studio.summary(id);
    expect(summary).toMatchObject({ state: "running", mirror: { state: "failing" } });
    expect(JSON.stringify(summary)).not.toContain(TOKEN);
    await settle({ address: "ftp://x", experiment: EXPERIMENT });
    expect((await mirrorOf(id))?.reason).toMatch(/mlflow\.json is not right: address: /);
    await rm(path.join(studio.home, "mlflow.json"));
  });
});

const validation = (step: number) => ({
  step,
  tokens: step * 10,
  loss: 3,
  by_domain: { c4: 3.5, book: null },
});
