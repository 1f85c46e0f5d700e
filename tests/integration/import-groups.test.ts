import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { parseRecipe } from "@/core/recipe";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { checkCorpus } from "@/server/services/corpus/check-corpus";
import { getCorpus } from "@/server/services/corpus/get";
import { getImportReport } from "@/server/services/corpus/get-report";
import { countSelection } from "@/server/services/selection/count";
import { filesOf, importFrom, madeRecords, sqlRows } from "@/tests/support/importing";
import { jsonRows, writeParquet } from "@/tests/support/parquet-files";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let source: string;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());
beforeEach(async () => {
  source = await mkdtemp(path.join(tmpdir(), "groups-"));
  return () => rm(source, { recursive: true });
});

const at = (...names: string[]): string => path.join(source, ...names);
const byHost = { mapping: { group: "meta.host" } };

/** Names that try to be more than a name, an empty one, none, and whole numbers as texts. */
const HOSTS = [
  "\ufeffbom",
  "a'b\"c;--",
  "nul\0inside",
  "é\u{1f40b}\u202e",
  "",
  null,
  "x".repeat(1024),
  "42",
  "\u0000",
] as const;

/** `c4-0000` … with a host each. */
const records = (count: number, hostOf: (at: number) => unknown): Record<string, unknown>[] =>
  madeRecords("c4", count).map((record, place) => ({ ...record, meta: { host: hostOf(place) } }));

async function groupsOf(result: Awaited<ReturnType<typeof importFrom>>) {
  const { file } = filesOf(studio, result);
  const names = await sqlRows(
    `SELECT group_code, ${keepText("name")} AS name, documents FROM '${file("group-names.parquet")}' ORDER BY group_code`,
  );
  const placed = await sqlRows(`SELECT ordinal, group_code FROM '${file("groups.parquet")}'`);
  return {
    names: names.map(({ name, documents }) => [keptText(name), Number(documents)]),
    placed: placed.map(({ ordinal, group_code: code }) => [Number(ordinal), Number(code)]),
  };
}

it("keeps the group of each document exactly, whatever its name and the format of the file", async () => {
  const rows = records(90, (place) => HOSTS[place % HOSTS.length]);
  await writeSource(source, { "json/c4/a.jsonl": rows });
  await writeParquet(at("columns", "c4", "a.parquet"), jsonRows(at("json", "c4", "a.jsonl")));
  const [lines, columns] = [
    await importFrom(studio, at("json"), byHost),
    await importFrom(studio, at("columns"), byHost),
  ];
  expect(columns.fingerprint).toBe(lines.fingerprint);
  expect(lines.rejected).toBe(0);

  const names = HOSTS.flatMap((host) => (host === null || host === "" ? [] : [host]));
  const sorted = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  const found = await groupsOf(lines);
  expect(found.names).toEqual(sorted.map((name) => [name, 10]));
  expect(found.placed).toEqual(
    rows.flatMap((_, place) => {
      const code = sorted.indexOf(HOSTS[place % HOSTS.length] ?? "");
      return code === -1 ? [] : [[place, code]];
    }),
  );
  const { statistics } = await getCorpus({ ctx: studio.ctx, input: { corpusId: lines.corpusId } });
  expect(statistics.groups).toEqual({
    column: "meta.host",
    groups: 7,
    documents: 70,
    largest: { name: sorted[0], documents: 10 },
  });
  const { signal } = new AbortController();
  const { fingerprint } = lines;
  const verdict = await checkCorpus({ fingerprint, home: studio.home, signal, onDocuments: () => undefined });
  expect(verdict).toEqual({ kind: "as-written" });
});

it("takes a whole number for its digits, and rejects what is no name", async () => {
  const strange = [7, "7", 1.5, ["a"], true, "x".repeat(1025), "é".repeat(513)];
  await writeSource(source, { "json/c4/a.jsonl": records(7, (place) => strange[place]) });
  const result = await importFrom(studio, at("json"), { ...byHost, maxRejects: 1 });
  expect((await groupsOf(result)).names).toEqual([["7", 2]]);
  const { rejected } = await getImportReport({ ctx: studio.ctx, input: { versionId: result.versionId } });
  expect(rejected.map(({ reason }) => reason)).toEqual([
    "meta.host is neither a text nor a whole number",
    "meta.host is neither a text nor a whole number",
    "meta.host is neither a text nor a whole number",
    "meta.host is longer than 1 KiB",
    "meta.host is longer than 1 KiB",
  ]);
});

it("is another corpus with groups than without; without any group it is the one it was", async () => {
  await writeSource(source, {
    "with/c4/a.jsonl": records(20, (place) => (place < 10 ? "a" : "b")),
    "none/c4/a.jsonl": records(20, () => null),
  });
  const plain = await importFrom(studio, at("with"));
  const grouped = await importFrom(studio, at("with"), byHost);
  const empty = await importFrom(studio, at("none"), {
    mapping: { group: "meta.host", text: "content" },
    name: "empty",
  }).catch((error: unknown) => error);
  expect(grouped.fingerprint).not.toBe(plain.fingerprint);
  expect(empty).toMatchObject({ fingerprint: plain.fingerprint });
  expect(existsSync(filesOf(studio, plain).file("groups.parquet"))).toBe(false);
  const { statistics } = await getCorpus({ ctx: studio.ctx, input: { corpusId: plain.corpusId } });
  expect(statistics).not.toHaveProperty("groups");
});

it("is what a cap is counted by; a corpus without groups says the way out", async () => {
  await writeSource(source, { "json/c4/a.jsonl": records(30, (place) => (place < 20 ? "big" : null)) });
  const capped = parseRecipe({
    name: "capped",
    weights: { word_count: 1 },
    normalisation: "rank",
    budget: { share: 1 },
    cap: { documents: 3 },
  });
  const grouped = await importFrom(studio, at("json"), byHost);
  const count = (versionId: string) =>
    countSelection({ ctx: studio.ctx, input: { versionId, recipe: capped } });
  expect(await count(grouped.versionId)).toMatchObject({ documents: 13 });
  const plain = await importFrom(studio, at("json"));
  await expect(count(plain.versionId)).rejects.toMatchObject({
    code: "invalid-input",
    message: expect.stringContaining("no document of the corpus belongs to one") as string,
    way: expect.stringContaining("import the corpus again with a column that names the group") as string,
  });
});
