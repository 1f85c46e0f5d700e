import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { modelOf } from "@/core/models";
import { defaultTrainSettings } from "@/core/train-settings";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { stageBundle } from "@/server/training/bundle";
import type { BundleSources } from "@/server/training/bundle-sources";

const RUN = { runId: "r1", model: "tiny", shape: modelOf("tiny").shape, train: defaultTrainSettings("tiny") };

let home: string;
let engine: DuckDb;
let sources: BundleSources;

/** Documents d00 … d19: even ordinals lie in part 0, odd in part 2; every third is selected, the best score last by ordinal. */
async function writeSources(): Promise<void> {
  const { corpusDirectory, selectionDirectory } = sources;
  await mkdir(path.join(corpusDirectory, "text"), { recursive: true });
  await mkdir(selectionDirectory, { recursive: true });
  await engine.run(
    `CREATE TABLE d AS SELECT i::UINTEGER AS ordinal, printf('d%02d', i) AS doc_id, 'text of ' || i || E'\\n…🐋' AS text,
       CASE WHEN i < 10 THEN 'book' ELSE 'c4' END AS domain, (i + 1)::UINTEGER AS tokens, ((i % 2) * 2)::USMALLINT AS part
     FROM range(20) t(i)`,
  );
  const copy = (sql: string, file: string) => engine.run(`COPY (${sql}) TO '${file}' (FORMAT parquet)`);
  for (const part of [0, 1, 2])
    await copy(
      `SELECT doc_id, text FROM d WHERE part = ${String(part)} ORDER BY doc_id`,
      path.join(corpusDirectory, "text", `part-0000${String(part)}.parquet`),
    );
  await copy("SELECT ordinal, part FROM d ORDER BY ordinal", path.join(corpusDirectory, "scores.parquet"));
  await copy(
    "SELECT 'v' || doc_id AS doc_id, domain, tokens, text FROM d WHERE ordinal < 2",
    path.join(corpusDirectory, "validation.parquet"),
  );
  await copy(
    "SELECT doc_id, ordinal, domain, tokens, ordinal::DOUBLE AS score FROM d WHERE ordinal % 3 = 0 ORDER BY ordinal DESC",
    path.join(selectionDirectory, "selection.parquet"),
  );
  await writeFile(path.join(selectionDirectory, "manifest.json"), '{"documents":7}');
}

const bundle = (file: string) => path.join(sources.runDirectory, "bundle", file);

beforeAll(async () => {
  home = await mkdtemp(path.join(os.tmpdir(), "bundle-"));
  process.env["STUDIO_HOME"] = home;
  engine = await openDuckDb();
  sources = {
    corpusDirectory: path.join(home, "corpus"),
    selectionDirectory: path.join(home, "selection"),
    runDirectory: path.join(home, "runs", "r1"),
  };
  await writeSources();
});

afterAll(async () => {
  engine.close();
  await rm(home, { recursive: true, force: true });
});

describe("bundle", () => {
  it("holds the selected documents with their text, a file a part, by ordinal", async () => {
    await stageBundle(RUN, sources);
    const rows = (file: string) => engine.query(`SELECT doc_id, text, domain, tokens FROM '${bundle(file)}'`);
    const expected = (where: string) =>
      engine.query(`SELECT doc_id, text, domain, tokens FROM d WHERE ${where} ORDER BY ordinal`);
    expect(await rows("data/part-00000.parquet")).toEqual(await expected("ordinal % 6 = 0"));
    expect(await rows("data/part-00001.parquet")).toEqual(await expected("ordinal % 6 = 3"));
    expect((await rows("data/validation.parquet")).map((row) => row["doc_id"])).toEqual(["vd00", "vd01"]);
    expect(await readFile(bundle("selection.json"), "utf8")).toBe('{"documents":7}');
  });

  it("says all of the run in run.json", async () => {
    expect(JSON.parse(await readFile(bundle("run.json"), "utf8"))).toMatchObject({
      v: 1,
      run: "r1",
      stage: "train",
      model: { name: "tiny", config: { model_type: "llama", hidden_size: 128, tie_word_embeddings: true } },
      train: { ...RUN.train, context: 256 },
      data: {
        files: ["data/part-00000.parquet", "data/part-00001.parquet"],
        validation: ["data/validation.parquet"],
      },
      tokenizer: "tokenizer/tokenizer.json",
      resources: { processes: 1 },
    });
  });

  it("lists every file with its sha256, read-only, and one sum over the list", async () => {
    const manifest = JSON.parse(await readFile(bundle("MANIFEST.json"), "utf8"));
    expect(manifest.files.map((file: { path: string }) => file.path)).toEqual([
      "data/part-00000.parquet",
      "data/part-00001.parquet",
      "data/validation.parquet",
      "run.json",
      "selection.json",
      "tokenizer/tokenizer.json",
    ]);
    for (const file of manifest.files) {
      const bytes = await readFile(bundle(file.path));
      expect([bytes.length, createHash("sha256").update(bytes).digest("hex")]).toEqual([
        file.bytes,
        file.sha256,
      ]);
      expect((await stat(bundle(file.path))).mode & 0o222).toBe(0);
    }
    const canonical = JSON.stringify(
      manifest.files.map(({ bytes, path: name, sha256 }: Record<string, unknown>) => ({
        bytes,
        path: name,
        sha256,
      })),
    );
    expect(manifest.bundle_sha256).toBe(createHash("sha256").update(canonical).digest("hex"));
  });

  it("is made once, and clears what a killed stager left", async () => {
    const first = await stat(bundle("run.json"));
    const manifest = JSON.parse(await readFile(bundle("MANIFEST.json"), "utf8"));
    expect(await stageBundle(RUN, sources)).toBe(manifest.bundle_sha256);
    expect((await stat(bundle("run.json"))).ino).toBe(first.ino);
    const again = { ...sources, runDirectory: path.join(home, "runs", "r2") };
    await mkdir(path.join(again.runDirectory, "bundle.dead.tmp"), { recursive: true });
    expect(await stageBundle(RUN, again)).toBe(manifest.bundle_sha256);
    expect(await readdir(again.runDirectory)).toEqual(["bundle"]);
  });

  it("names the selected documents by ordinal, and copies none, where the run refers to the tokens of its corpus", async () => {
    const runDirectory = path.join(home, "runs", "r4");
    const folder = path.join(home, "corpus", "tokens", "key");
    const tokens = { fingerprint: "f".repeat(64), folder, sha256: "5".repeat(64) };
    await stageBundle({ ...RUN, tokens }, { ...sources, runDirectory });
    const staged = (file: string) => path.join(runDirectory, "bundle", file);
    expect(await engine.query(`SELECT ordinal FROM '${staged("data/ordinals.parquet")}'`)).toEqual(
      [0, 3, 6, 9, 12, 15, 18].map((ordinal) => ({ ordinal })),
    );
    expect(await readdir(staged("data"))).toEqual(["ordinals.parquet"]);
    expect(JSON.parse(await readFile(staged("run.json"), "utf8")).data).toEqual({
      reference: {
        fingerprint: "f".repeat(64),
        ordinals: "data/ordinals.parquet",
        tokens: "../../corpus/tokens/key",
        sha256: "5".repeat(64),
      },
    });
  });

  it("leaves no bundle behind when it is cancelled", async () => {
    const cancelled = { ...sources, runDirectory: path.join(home, "runs", "r3") };
    const staged = stageBundle(RUN, cancelled, { signal: AbortSignal.abort("cancel") });
    await expect(staged).rejects.toMatchObject({ code: "cancelled" });
    expect(await readdir(cancelled.runDirectory)).not.toContain("bundle");
  });
});
