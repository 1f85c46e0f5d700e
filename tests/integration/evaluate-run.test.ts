import { randomUUID } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCaller } from "@/server/api/caller";
import { evaluateCommand } from "@/server/cli/evaluate-command";
import { readItems } from "@/server/training/evaluation-results";
import { runJobHere } from "@/server/services/job/run-here";
import { checkLineage } from "@/server/services/run/check-lineage";
import { trainRun } from "@/server/services/run/train";
import { lineageCheckSchema } from "@/core/lineage-check";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";
import { gpuEnvironment } from "@/server/training/gpu-environment";
import { readGpuStamp } from "@/server/training/gpu-stamp";
import { harbourTask } from "@/tests/support/harbour-task";
import { stagedRun } from "@/tests/support/staged-run";
import { trainingStudio, type TrainingStudio } from "@/tests/support/training-studio";

const environment = await gpuEnvironment();
const hasHarness = environment.state === "ready" && ((await readGpuStamp())?.evaluate ?? null) !== null;
if (!hasHarness)
  console.log(
    `evaluation is not tested: ${environment.message} scripts/setup-gpu.ts --evaluate adds the harness.`,
  );

let studio: TrainingStudio;
let folder: string;
const api = () => createCaller(() => studio.ctx);
const shutdown = new AbortController().signal;

beforeAll(async () => {
  studio = await trainingStudio();
  folder = await harbourTask(path.join(studio.home, "tasks"));
  await writeFile(path.join(folder, "notes.py"), "raise SystemExit('never copied')");
});

afterAll(() => studio.end());

const order = (runId: string, more: object = {}) => ({
  ...{ id: randomUUID(), runId, settings: { tasks: [{ name: "harbour" }] }, backend: "local" },
  ...more,
});

describe("an evaluation before it begins", () => {
  it("is one however often it is ordered, and is cancelled at once while it waits", async () => {
    const runId = await stagedRun(studio, studio.selectionId, "staged");
    const wanted = order(runId, { taskFolder: folder });
    const ordered = await Promise.all([api().evaluation.submit(wanted), api().evaluation.submit(wanted)]);
    expect(ordered.map(({ state }) => state)).toEqual(["confirmed", "confirmed"]);
    expect(await api().evaluation.ofRun({ id: runId })).toHaveLength(1);
    expect(await api().evaluation.cancel({ id: wanted.id })).toMatchObject({ state: "cancelled", step: 0 });
  });

  it("is told with the tasks whose results cannot be read", async () => {
    const runId = await stagedRun(studio, studio.selectionId, "unreadable");
    const wanted = order(runId);
    await api().evaluation.submit(wanted);
    await studio.ctx.db.evaluation.update({ where: { id: wanted.id }, data: { bundleSha256: "b" } });
    const results = path.join(runPath(wanted.id, studio.home), "eval");
    await mkdir(results, { recursive: true });
    await writeFile(path.join(results, "harbour.json"), "{");
    expect(await api().evaluation.ofRun({ id: runId })).toMatchObject([
      { step: 1, results: [], unreadable: ["harbour"] },
    ]);
  });

  it("needs a model, and a task folder that the page may read", async () => {
    const runId = await stagedRun(studio, studio.selectionId, "without a model");
    await expect(api().evaluation.submit(order(runId, { taskFolder: "/etc" }))).rejects.toMatchObject({
      cause: { code: "forbidden" },
    });
    await studio.ctx.db.run.update({ where: { id: runId }, data: { state: "running", modelSha256: null } });
    await expect(api().evaluation.submit(order(runId))).rejects.toMatchObject({
      cause: { code: "not-ready", message: 'The run "without a model" has no model yet: it is running.' },
    });
  });
});

describe.skipIf(!hasHarness)("an evaluation of a trained run", { timeout: 900_000 }, () => {
  let runId: string;
  let answer: Awaited<ReturnType<typeof evaluateCommand.run>>;

  beforeAll(async () => {
    runId = randomUUID();
    const { jobId } = await studio.submit(runId);
    const { ctx } = studio;
    await runJobHere({ ctx, jobId: jobId ?? "", run: trainRun, shutdown, onProgress: () => undefined });
    const args = [runId, "--tasks", "harbour,validation", "--folder", folder, "--limit", "2"];
    answer = await evaluateCommand.run({ ctx, signal: shutdown, progress: () => undefined }, args);
  }, 900_000);

  it("is told with its figures by the terminal and by the page of its run", async () => {
    const [evaluation] = await api().evaluation.ofRun({ id: runId });
    expect(evaluation).toMatchObject({ state: "succeeded", step: 2, failure: null, doing: null });
    expect(
      evaluation?.results.map(({ task, source, n, limit, shots, version }) => ({
        ...{ task, source, limit, shots, version },
        n: task === "harbour" ? n : null,
      })),
    ).toEqual([
      { task: "harbour", source: "files", limit: 2, shots: 0, version: 3, n: 2 },
      { task: "validation", source: "corpus", limit: null, shots: null, version: 1, n: null },
    ]);
    expect(answer.json).toMatchObject({ runId, state: "succeeded", results: evaluation?.results });
  });

  it("finds the loss of the training's last validation, which was over all of this small set", async () => {
    const [evaluation] = await api().evaluation.ofRun({ id: runId });
    const validation = evaluation?.results.find(({ task }) => task === "validation");
    const last = (await curvesOf(runPath(runId, studio.home))).validation.at(-1);
    expect(validation?.metrics.find(({ name }) => name === "loss")?.value).toBeCloseTo(last?.loss ?? 0, 5);
    for (const { domain, loss } of validation?.domains ?? [])
      expect(loss).toBeCloseTo(last?.byDomain[domain] ?? 0, 5);
    expect(validation?.domains.map(({ domain }) => domain)).toEqual(["book", "c4"]);
  });

  it("keeps the outcome of every item, and its bundle holds the tasks but no program", async () => {
    const [evaluation] = await api().evaluation.ofRun({ id: runId });
    const home = runPath(evaluation?.id ?? "", studio.home);
    const items = await readItems(home, "harbour");
    expect(items?.ids).toEqual(["0", "1"]);
    expect(Object.keys(items?.outcomes ?? {})).toEqual(["acc,none", "acc_norm,none"]);
    const { files } = JSON.parse(await readFile(path.join(home, "bundle", "MANIFEST.json"), "utf8"));
    expect((files as { path: string }[]).map((file) => file.path)).toEqual([
      "data/validation.parquet",
      "run.json",
      "tasks/harbour.jsonl",
      "tasks/harbour.yaml",
      "tokenizer/tokenizer.json",
    ]);
  });

  it("is the last link of the chain and stands in the model card", async () => {
    const { jobId } = await api().run.check({ id: runId });
    const { ctx } = studio;
    const checked = async () => {
      const { result } = await runJobHere({
        ctx,
        jobId,
        run: checkLineage,
        shutdown,
        onProgress: () => undefined,
      });
      return lineageCheckSchema.parse(result).links.at(-1);
    };
    expect(await checked()).toEqual({ link: "evaluation", verdict: { kind: "as-written" } });
    const [evaluation] = await api().evaluation.ofRun({ id: runId });
    expect((await api().run.lineage({ id: runId })).evaluation).toEqual({
      count: 1,
      resultsSha256: evaluation?.resultsSha256,
    });
    const { text } = await api().run.card({ id: runId });
    expect(text).toContain('model-index:\n- name: "micro"\n  results:');
    expect(text).toContain("Measured with lm-evaluation-harness 0.4.13.");
    expect(text).not.toContain("not evaluated on benchmarks");
  });

  it("is compared with that of another run, item by item", async () => {
    const [evaluation] = await api().evaluation.ofRun({ id: runId });
    const other = await stagedRun(studio, studio.selectionId, "measured elsewhere");
    const id = randomUUID();
    await api().evaluation.submit({ ...order(other, { taskFolder: folder }), id });
    const home = path.join(runPath(id, studio.home), "eval");
    await mkdir(home, { recursive: true });
    const own = path.join(runPath(evaluation?.id ?? "", studio.home), "eval", "harbour.json");
    const result = JSON.parse(await readFile(own, "utf8"));
    // All items right but the second, which was another question.
    result.items.outcomes["acc,none"] = [1, 1];
    result.items.hashes[1] = "another";
    await writeFile(path.join(home, "harbour.json"), JSON.stringify(result));
    const items = [runId, other].map((run) => ({ kind: "run" as const, id: run }));
    const [compared] = await api().comparison.evaluations({ items, kind: "plain" });
    const first = (await readItems(runPath(evaluation?.id ?? "", studio.home), "harbour"))?.outcomes[
      "acc,none"
    ]?.[0];
    expect(compared).toMatchObject({
      task: "harbour",
      cells: [{ runs: 1, n: 2, difference: null }, { runs: 1 }],
    });
    const difference = 100 * (1 - (first ?? 0));
    expect(compared?.cells[1]?.difference).toEqual({
      ...{ items: 1, unpaired: 2, difference, low: difference, high: difference },
    });
    expect(compared?.cells.map(({ asked }) => asked)).toEqual(
      Array.from({ length: 2 }, () => "0 shots, acc, version 3, harness 0.4.13"),
    );
  });

  it("of a task file that cannot be read fails and says why", async () => {
    const { ctx } = studio;
    const broken = path.join(studio.home, "broken");
    await mkdir(broken);
    await writeFile(path.join(broken, "harbour.yaml"), "task: [");
    const args = [runId, "--tasks", "harbour", "--folder", broken];
    await expect(
      evaluateCommand.run({ ctx, signal: shutdown, progress: () => undefined }, args),
    ).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining("cannot be read") as string,
    });
    expect((await api().evaluation.ofRun({ id: runId }))[0]).toMatchObject({ state: "failed" });
  });
});
