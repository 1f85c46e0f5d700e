import { chmod, readdir, readFile, rename, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lineageCheckSchema, type ChainLink, type Verdict } from "@/core/lineage-check";
import { createCaller } from "@/server/api/caller";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { runJobHere } from "@/server/services/job/run-here";
import { checkLineage } from "@/server/services/run/check-lineage";
import { corpusPath, runPath, selectionPath } from "@/server/storage/home";
import { stagedRun } from "@/tests/support/staged-run";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { trainableSelection } from "@/tests/support/trainable-selection";

let studio: TestStudio;
let id: string;
let places: { readonly corpus: string; readonly selection: string; readonly run: string };
beforeAll(async () => {
  studio = await testStudio();
  const selectionId = await trainableSelection(studio, 0.15);
  id = await stagedRun(studio, selectionId, "checked");
  const selection = await studio.ctx.db.selection.findUniqueOrThrow({ where: { id: selectionId } });
  places = {
    corpus: corpusPath(selection.fingerprint, studio.home),
    selection: selectionPath(selection.selectionKey, studio.home),
    run: runPath(id, studio.home),
  };
});
afterAll(() => studio.end());

const api = () => createCaller(() => studio.ctx).run;

async function verdicts(): Promise<Record<ChainLink, Verdict>> {
  const { jobId } = await api().check({ id });
  const { result } = await runJobHere({
    ctx: studio.ctx,
    jobId,
    run: checkLineage,
    shutdown: new AbortController().signal,
    onProgress: () => undefined,
  });
  const { links } = lineageCheckSchema.parse(result);
  return Object.fromEntries(links.map(({ link, verdict }) => [link, verdict])) as Record<ChainLink, Verdict>;
}

const WRITTEN: Verdict = { kind: "as-written" };
const UNMEASURED: Verdict = { kind: "not-kept", what: "Nothing was measured of the model." };
const ALL_WRITTEN = {
  ...{ corpus: WRITTEN, recipe: WRITTEN, selection: WRITTEN, bundle: WRITTEN, model: WRITTEN },
  evaluation: UNMEASURED,
};

/** What is found while a file is not as it was; it is put back afterwards. */
async function found(
  file: string,
  change: (bytes: Buffer) => Buffer | null,
): Promise<Record<ChainLink, Verdict>> {
  const before = await readFile(file);
  const after = change(Buffer.from(before));
  await chmod(file, 0o644);
  if (after === null) await rename(file, `${file}.away`);
  else await writeFile(file, after);
  try {
    return await verdicts();
  } finally {
    if (after === null) await rename(`${file}.away`, file);
    else await writeFile(file, before);
  }
}

/** Turns one bit of the byte in the middle. */
const flipped = (bytes: Buffer): Buffer => {
  const middle = bytes.length >> 1;
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  return bytes;
};

/** The Parquet file with a value of its first row exchanged, as valid as before. */
async function rewritten(file: string, replacement: string): Promise<Buffer> {
  const target = `${file}.changed`;
  const engine = await openDuckDb();
  try {
    const source = `(SELECT *, row_number() OVER () AS line FROM read_parquet(${sqlText(file)}))`;
    await engine.run(
      `COPY (SELECT * EXCLUDE (line) REPLACE (${replacement}) FROM ${source}) TO ${sqlText(target)} (FORMAT parquet)`,
    );
  } finally {
    engine.close();
  }
  return readFile(target);
}

describe("the chain from the documents to the model", () => {
  it("names the hash of every link", async () => {
    const { bundleSha256, modelSha256, selection } = await studio.ctx.db.run.findUniqueOrThrow({
      where: { id },
      include: { selection: true },
    });
    expect(await api().lineage({ id })).toMatchObject({
      corpus: { number: 1, fingerprint: selection.fingerprint },
      recipeHash: selection.recipeHash,
      contentHash: selection.contentHash,
      bundleSha256,
      modelSha256,
      checkpoint: null,
    });
  });

  it("is as written while nobody has touched it, and the run remembers the check", async () => {
    expect(await verdicts()).toEqual(ALL_WRITTEN);
    const { jobId } = await api().check({ id });
    expect((await api().lineage({ id })).checkJobId).toBe(jobId);
    expect(await verdicts()).toEqual(ALL_WRITTEN);
  });

  it.each([
    ["the text", "text/part-00000.parquet", "CASE WHEN line = 1 THEN text || ' ' ELSE text END AS text"],
    [
      "the domain",
      "scores.parquet",
      "CASE WHEN line = 1 THEN 1 - domain ELSE domain END::UTINYINT AS domain",
    ],
    [
      "the tokens",
      "scores.parquet",
      "CASE WHEN line = 1 THEN tokens + 1 ELSE tokens END::UINTEGER AS tokens",
    ],
    [
      "a score",
      "scores.parquet",
      "CASE WHEN line = 1 THEN word_count + 1 ELSE word_count END::FLOAT AS word_count",
    ],
  ])("finds %s of a single document changed", async (_, name, replacement) => {
    const file = path.join(places.corpus, name);
    const changed = await rewritten(file, replacement);
    const { corpus, ...others } = await found(file, () => changed);
    expect(corpus).toMatchObject({
      kind: "differs",
      what: expect.stringMatching(/^document (book|c4)-\d{3}$/),
    });
    expect({ ...others, corpus: WRITTEN }).toEqual(ALL_WRITTEN);
  });

  it("finds a flipped bit in what the browser loads of the corpus", async () => {
    const [part = ""] = await readdir(path.join(places.corpus, "parts"));
    const { corpus } = await found(path.join(places.corpus, "parts", part), flipped);
    expect(corpus).toMatchObject({ kind: "differs", what: part, expected: part.replace(".arrow", "") });
  });

  it.each([
    ["selection", "selection", "selection.parquet"],
    ["bundle", "run", "bundle/data/part-00000.parquet"],
    ["bundle", "run", "bundle/data/validation.parquet"],
    ["bundle", "run", "bundle/run.json"],
    ["bundle", "run", "bundle/tokenizer/tokenizer.json"],
    ["model", "run", "model/model.safetensors"],
    ["model", "run", "model/config.json"],
  ] as const)(
    "finds in the %s link a flipped bit of the %s's %s, and the file gone",
    async (link, place, name) => {
      const file = path.join(places[place], name);
      const short = name.replace(/^(bundle|model)\//, "");
      const changed = (await found(file, flipped))[link];
      expect(changed).toMatchObject({ kind: "differs", what: short });
      if (changed.kind === "differs") expect(changed.expected).not.toBe(changed.found);
      expect((await found(file, () => null))[link]).toEqual({ kind: "missing", what: short });
      expect((await verdicts())[link]).toEqual(WRITTEN);
    },
  );

  it("finds a manifest that was made to agree with a changed file", async () => {
    const file = path.join(places.run, "model.MANIFEST.json");
    const changed = await found(file, (bytes) =>
      Buffer.from(bytes.toString().replace(/"bytes": 4096/, '"bytes": 4095')),
    );
    expect(changed.model).toMatchObject({ kind: "differs", what: "model.MANIFEST.json" });
    expect((await found(file, () => Buffer.from("{"))).model).toMatchObject({ found: "no manifest" });
  });

  it("finds a recipe that is not the one that was confirmed", async () => {
    const { selectionId } = await studio.ctx.db.run.findUniqueOrThrow({ where: { id } });
    const { body } = await studio.ctx.db.selection.findUniqueOrThrow({ where: { id: selectionId } });
    const changed = { ...(body as object), budget: { share: 0.71 } };
    await studio.ctx.db.selection.update({ where: { id: selectionId }, data: { body: changed } });
    expect((await verdicts()).recipe).toMatchObject({ kind: "differs", what: "the recipe of the selection" });
    await studio.ctx.db.selection.update({ where: { id: selectionId }, data: { body: body ?? {} } });
  });

  it("says so where no hash was kept", async () => {
    await studio.ctx.db.run.update({ where: { id }, data: { modelSha256: null } });
    expect((await verdicts()).model).toEqual({
      kind: "not-kept",
      what: "No hash of it could be kept: it was trained before there were any, or its files could not be read.",
    });
  });
});

describe("the card of a model", () => {
  it("is there once the run has succeeded, with its own hashes", async () => {
    const { name, text } = await api().card({ id });
    const { bundleSha256, selection } = await studio.ctx.db.run.findUniqueOrThrow({
      where: { id },
      include: { selection: true },
    });
    expect(name).toBe("README.md");
    expect(text.split("\n").slice(0, 11)).toEqual([
      ...["---", "library_name: transformers", "pipeline_tag: text-generation", "datasets:"],
      expect.stringMatching(/^- "corpus-[0-9a-f-]{36}"$/),
      ...["tags:", "- llama", "- meta-rater", "---", "", "# checked"],
    ]);
    expect(text).toContain(`| Run bundle | \`${bundleSha256 ?? ""}\` |`);
    expect(text).toContain(`| Documents selected | ${String(selection.documents)} |`);
    expect(text).toContain("| Tokens trained | 131,072 |");
  });

  it("is refused before", async () => {
    await studio.ctx.db.run.update({ where: { id }, data: { state: "failed" } });
    await expect(api().card({ id })).rejects.toThrow('The run "checked" has no model yet: it is failed.');
  });
});
