import { spawn } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import { readFile, readdir, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RecipeInput } from "@/core/recipe";
import { openDuckDb } from "@/server/duckdb/engine";
import { cancelJob } from "@/server/services/job/cancel";
import { runJobHere } from "@/server/services/job/run-here";
import { confirmSelection } from "@/server/services/selection/confirm";
import { countSelection } from "@/server/services/selection/count";
import { getSelection } from "@/server/services/selection/get";
import { listSelections } from "@/server/services/selection/list";
import { materialiseSelection } from "@/server/services/selection/materialise";
import type { SelectionSummary } from "@/server/services/selection/selection-summary";
import { corpusPath, selectionPath } from "@/server/storage/home";
import { storeCorpus, type StoredCorpus } from "../support/stored-corpus";
import type { SmallDocument } from "../support/small-corpus";
import { testStudio, type TestStudio } from "../support/studio-home";

const ROOT = path.join(import.meta.dirname, "..", "..");

/** Ten documents of 10 tokens; `word_count` falls from 9 to 0, ties between 4 and 5 and between 2 and 3. */
const TEN: SmallDocument[] = [9, 8, 7, 6, 4, 4, 2, 2, 1, 0].map((score, index) => ({
  domain: index % 2 === 0 ? "book" : "c4",
  tokens: 10,
  scores: { word_count: score },
  argmax: {},
}));

let studio: TestStudio;
let corpus: StoredCorpus;

const recipe = (tokens: number, name = "by length"): RecipeInput => ({
  name,
  weights: { word_count: 1 },
  normalisation: "rank",
  budget: { tokens },
});

const count = (budget: number, signal?: AbortSignal) =>
  countSelection({ ctx: studio.ctx, input: { versionId: corpus.versionId, recipe: recipe(budget) }, signal });

async function confirm(
  tokens: number,
  expected: { documents: number; tokens: number },
  id: string = randomUUID(),
) {
  return confirmSelection({
    ctx: studio.ctx,
    input: { id, versionId: corpus.versionId, recipe: recipe(tokens), expected },
  });
}

const materialise = (selection: SelectionSummary) =>
  runJobHere({
    ctx: studio.ctx,
    jobId: selection.jobId ?? "",
    run: materialiseSelection,
    shutdown: new AbortController().signal,
    onProgress: () => undefined,
  });

async function rowsOf(key: string): Promise<unknown[]> {
  const engine = await openDuckDb();
  try {
    return await engine.query(
      `SELECT doc_id, ordinal, domain, tokens FROM read_parquet('${path.join(selectionPath(key), "selection.parquet")}')`,
    );
  } finally {
    engine.close();
  }
}

const drafts = async () =>
  (await readdir(path.join(studio.home, "tmp"))).filter((name) => name.startsWith("selection-"));

beforeAll(async () => {
  studio = await testStudio();
  corpus = await storeCorpus(studio.ctx, "ten", TEN);
});
afterAll(() => studio.end());

describe("counting", () => {
  it("gives the exact figures and names the selection before it is made", async () => {
    const figures = await count(55);
    expect(figures).toMatchObject({ documents: 5, tokens: 50, budgetTokens: 55, existing: null });
    expect(figures.domains.map(({ domain, after }) => [domain, after.documents, after.tokens])).toEqual([
      ["book", 3, 30],
      ["c4", 2, 20],
    ]);
    expect(figures.selectionKey).toMatch(/^[0-9a-f]{64}$/);
  });

  it("stops when it is cancelled", async () => {
    await expect(count(55, AbortSignal.abort())).rejects.toMatchObject({ code: "cancelled" });
  });

  it("says which field is wrong, which corpus is unknown, and that nothing is selected", async () => {
    const { ctx } = studio;
    const wrong = { ...recipe(5), weights: { word_count: -1 } };
    await expect(
      countSelection({ ctx, input: { versionId: corpus.versionId, recipe: wrong } }),
    ).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringContaining("recipe.weights.word_count"),
    });
    await expect(
      countSelection({ ctx, input: { versionId: "none", recipe: recipe(5) } }),
    ).rejects.toMatchObject({ code: "not-found" });
    await expect(count(5)).rejects.toMatchObject({
      code: "invalid-input",
      message: expect.stringContaining("selects nothing"),
    });
  });
});

/** How often the audit says that a selection was confirmed. */
const told = (id = ""): Promise<number> =>
  studio.ctx.db.auditEvent.count({ where: { action: "selection confirmed", subject: id } });

describe("confirming", () => {
  it("makes one selection and one job of confirmations that come at once under other ids", async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => confirm(30, { documents: 3, tokens: 30 })));
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    expect(new Set(all.map(({ jobId }) => jobId)).size).toBe(1);
    expect(all[0]).toMatchObject({
      state: "queued",
      documents: 3,
      tokens: 30,
      contentHash: null,
      corpus: { name: "ten", number: 1 },
    });
    expect(await studio.ctx.db.selection.count()).toBe(1);
    expect(await told(all[0]?.id)).toBe(1);
  });

  it("refuses an id that names another selection", async () => {
    const [first] = await listSelections({ ctx: studio.ctx });
    const id = first?.id ?? "";
    expect((await confirm(30, { documents: 3, tokens: 30 }, id)).id).toBe(id);
    await expect(confirm(40, { documents: 4, tokens: 40 }, id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("refuses another count than the one that is written", async () => {
    const selection = await confirm(20, { documents: 2, tokens: 20 });
    await materialise(selection);
    await expect(confirm(20, { documents: 3, tokens: 30 })).rejects.toMatchObject({ code: "conflict" });
    expect((await confirm(20, { documents: 2, tokens: 20 })).state).toBe("ready");
  });
});

describe("writing a selection", () => {
  it("keeps the order of the ranking with ties by ordinal, and a manifest that proves it", async () => {
    const selection = await confirm(55, { documents: 5, tokens: 50 });
    await materialise(selection);
    const { state, manifest, contentHash } = await getSelection({
      ctx: studio.ctx,
      input: { id: selection.id },
    });
    expect(state).toBe("ready");
    expect(await rowsOf(selection.selectionKey)).toEqual(
      [0, 1, 2, 3, 4].map((ordinal) => ({
        doc_id: `doc-00000${String(ordinal)}`,
        ordinal,
        domain: ordinal % 2 === 0 ? "book" : "c4",
        tokens: 10,
      })),
    );
    const lines = [0, 1, 2, 3, 4].map((ordinal) => `["doc-00000${String(ordinal)}",10]\n`).join("");
    expect(contentHash).toBe(createHash("sha256").update(lines).digest("hex"));
    const file = await readFile(path.join(selectionPath(selection.selectionKey), "selection.parquet"));
    expect(manifest).toMatchObject({
      format: "meta-rater-studio/selection",
      documents: 5,
      tokens: 50,
      budgetTokens: 55,
      contentHash,
      fingerprint: corpus.fingerprint,
      files: [
        {
          path: "selection.parquet",
          bytes: file.length,
          sha256: createHash("sha256").update(file).digest("hex"),
        },
      ],
    });
    expect(await drafts()).toEqual([]);
  });

  it("does nothing when the files are there, and writes them anew when one of them was damaged", async () => {
    const selection = await confirm(55, { documents: 5, tokens: 50 });
    const file = path.join(selectionPath(selection.selectionKey), "selection.parquet");
    const before = await readFile(file);
    const run = {
      ctx: studio.ctx,
      job: { id: "j", key: "k", tries: 1 },
      payload: { selectionId: selection.id },
      signal: new AbortController().signal,
      thrives: () => undefined,
    };
    const phases: string[] = [];
    const report = ({ phase }: { phase: string }) => phases.push(phase);
    await materialiseSelection({ ...run, report });
    expect(phases).toEqual([]);
    await writeFile(file, "damaged");
    expect(await materialiseSelection({ ...run, report })).toMatchObject({
      documents: 5,
      contentHash: selection.contentHash,
    });
    expect(phases.slice(0, 3)).toEqual(["counting", "writing", "hashing"]);
    expect((await readFile(file)).equals(before)).toBe(true);
  });

  it("fails as corrupt when the corpus no longer counts as confirmed, and can be confirmed again", async () => {
    const selection = await confirm(70, { documents: 6, tokens: 60 });
    await expect(materialise(selection)).rejects.toMatchObject({
      code: "corrupt",
      message: expect.stringContaining("7 documents"),
    });
    const failed = await getSelection({ ctx: studio.ctx, input: { id: selection.id } });
    expect(failed).toMatchObject({
      state: "failed",
      manifest: null,
      error: expect.stringContaining("7 documents"),
    });
    const again = await confirm(70, { documents: 7, tokens: 70 });
    expect(again).toMatchObject({ id: selection.id, state: "queued", error: null });
    await materialise(again);
    expect((await getSelection({ ctx: studio.ctx, input: { id: selection.id } })).state).toBe("ready");
  });

  it("is failed when its job was cancelled, and queued again by a new confirmation", async () => {
    const selection = await confirm(80, { documents: 8, tokens: 80 });
    await cancelJob({ ctx: studio.ctx, input: { id: selection.jobId ?? "" } });
    expect(await getSelection({ ctx: studio.ctx, input: { id: selection.id } })).toMatchObject({
      state: "failed",
      error: "Writing the files was cancelled.",
    });
    expect((await confirm(80, { documents: 8, tokens: 80 })).state).toBe("queued");
    expect(await told(selection.id)).toBe(2);
  });

  it("fails with the way out when the corpus' files are gone", async () => {
    const gone = await storeCorpus(studio.ctx, "gone", TEN.slice(0, 4));
    await rename(corpusPath(gone.fingerprint), `${corpusPath(gone.fingerprint)}.away`);
    await expect(
      countSelection({ ctx: studio.ctx, input: { versionId: gone.versionId, recipe: recipe(20) } }),
    ).rejects.toMatchObject({ code: "not-found", way: expect.stringContaining("import") });
  });
});

describe("a worker that is killed while it writes", () => {
  it("leaves nothing half done: another one writes the same selection", async () => {
    const many: SmallDocument[] = Array.from({ length: 10_000 }, (_, index) => ({
      domain: "web",
      tokens: 1 + (index % 7),
      scores: { word_count: (index * 7919) % 60_000 },
      argmax: {},
    }));
    const { ctx } = studio;
    const large = await storeCorpus(ctx, "many", many);
    const wanted = { versionId: large.versionId, recipe: recipe(20_000) };
    const { documents, tokens } = await countSelection({ ctx, input: wanted });
    const selection = await confirmSelection({
      ctx,
      input: { id: randomUUID(), ...wanted, expected: { documents, tokens } },
    });
    const start = (phase: string) =>
      new Promise<() => void>((resolve) => {
        const script = path.join(ROOT, "tests", "support", "test-selection-worker.ts");
        const child = spawn(process.execPath, ["--import", "tsx", script], {
          cwd: ROOT,
          env: studio.env,
          stdio: ["ignore", "pipe", "inherit"],
        });
        const kill = () => void child.kill("SIGKILL");
        let said = "";
        child.stdout.on("data", (data: Buffer) => {
          said += data.toString();
          if (said.includes(phase)) resolve(kill);
        });
      });
    for (const phase of ["counting", "writing", "hashing"]) (await start(phase))();
    const kill = await start("counting");
    for (;;) {
      const { state, manifest } = await getSelection({ ctx, input: { id: selection.id } });
      expect(state).not.toBe("failed");
      if (state === "ready") {
        expect(manifest).toMatchObject({ documents, tokens });
        break;
      }
      await delay(50);
    }
    kill();
    const expected = many
      .map(({ scores, tokens: size }, ordinal) => ({ score: scores.word_count ?? 0, ordinal, size }))
      .sort((a, b) => b.score - a.score)
      .slice(0, documents);
    const lines = expected
      .map(({ ordinal, size }) => `${JSON.stringify([large.ids[ordinal], size])}\n`)
      .join("");
    const ready = await getSelection({ ctx, input: { id: selection.id } });
    expect(ready.contentHash).toBe(createHash("sha256").update(lines).digest("hex"));
    expect(await drafts()).toEqual([]);
  });
});
