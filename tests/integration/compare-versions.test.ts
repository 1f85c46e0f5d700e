import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { FATES, type Fate } from "@/core/version-fate";
import { openDuckDb } from "@/server/duckdb/engine";
import {
  compareVersions,
  type ComparisonEvent,
  type VersionComparison,
} from "@/server/services/corpus/compare-versions";
import type { VersionDiff } from "@/server/services/corpus/diff-tally";
import { listVersions } from "@/server/services/corpus/list-versions";
import { removeCorpus } from "@/server/services/corpus/remove";
import { diffVersions } from "@/server/services/corpus/version-diff";
import { corpusPath } from "@/server/storage/home";
import { importFrom, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let sources: string;
beforeAll(async () => {
  studio = await testStudio();
  sources = await mkdtemp(path.join(tmpdir(), "compare-"));
});
afterAll(async () => {
  await studio.end();
  await rm(sources, { recursive: true });
});

type Files = Parameters<typeof writeSource>[1];

async function take(name: string, version: string, files: Files) {
  const source = path.join(sources, name, version);
  await writeSource(source, files);
  return importFrom(studio, source, { name });
}

async function events(
  input: { corpusId: string; before: number; after: number },
  signal?: AbortSignal,
): Promise<ComparisonEvent[]> {
  const seen: ComparisonEvent[] = [];
  for await (const event of compareVersions({ ctx: studio.ctx, input, signal })) seen.push(event);
  return seen;
}

async function compared(corpusId: string, before: number, after: number): Promise<VersionComparison> {
  const last = (await events({ corpusId, before, after })).at(-1);
  if (last?.kind !== "ready") throw new Error("no comparison");
  return last.result;
}

const ids = ({ first }: VersionDiff, fate: Fate) => first[fate].map(({ id }) => id);
const counts = (figures: VersionDiff["totals"]) => FATES.map((fate) => figures[fate].documents);

describe("two versions of an imported corpus", () => {
  it("differ by exactly what was added, taken out and changed, in text, rating or domain", async () => {
    const c4 = madeRecords("c4", 12);
    const book = madeRecords("book", 5);
    const first = await take("edited", "1", { "c4/a.jsonl": c4, "book/a.jsonl": book });
    const [dropped, edited = {}, rated = {}, moved = {}, ...kept] = c4;
    const second = await take("edited", "2", {
      "c4/a.jsonl": [
        ...kept,
        { ...edited, content: "Another text." },
        { ...rated, rps_doc_word_count: 1e5 },
        ...madeRecords("c4", 2, 100),
      ],
      "book/a.jsonl": [...book, moved],
    });
    expect(second).toMatchObject({ corpusId: first.corpusId, number: 2 });
    const diff = await compared(first.corpusId, 1, 2);
    expect(counts(diff.totals)).toEqual([2, 1, 3, 13]);
    expect(ids(diff, "added")).toEqual(["c4-0100", "c4-0101"]);
    expect(ids(diff, "gone")).toEqual([dropped?.["id"]]);
    expect(ids(diff, "changed")).toEqual([edited["id"], rated["id"], moved["id"]]);
    expect(diff.domains.map(({ domain, fates }) => [domain, counts(fates)])).toEqual([
      ["book", [0, 0, 1, 5]],
      ["c4", [2, 1, 2, 8]],
    ]);
    const { added, gone, changed, unchanged } = diff.totals;
    expect(gone.tokensBefore + changed.tokensBefore + unchanged.tokensBefore).toBe(first.tokens);
    expect(added.tokensAfter + changed.tokensAfter + unchanged.tokensAfter).toBe(second.tokens);
    expect([added.tokensBefore, gone.tokensAfter]).toEqual([0, 0]);
    expect(diff.first.changed[2]).toMatchObject({ domain: "book", ordinalBefore: 8, ordinalAfter: 7 });
  });

  it("are all unchanged against themselves, and mirrored the other way round", async () => {
    const a = await take("mirror", "1", { "c4/a.jsonl": madeRecords("c4", 6) });
    await take("mirror", "2", { "c4/a.jsonl": madeRecords("c4", 6, 3) });
    expect(counts((await compared(a.corpusId, 1, 1)).totals)).toEqual([0, 0, 0, 6]);
    const [there, back] = [await compared(a.corpusId, 1, 2), await compared(a.corpusId, 2, 1)];
    expect(ids(there, "added")).toEqual(ids(back, "gone"));
    expect(ids(there, "gone")).toEqual(ids(back, "added"));
    expect(ids(there, "changed")).toEqual(ids(back, "changed"));
  });

  it("say how far the work is, and stop it when nobody listens any more", async () => {
    const a = await take("watched", "1", { "c4/a.jsonl": madeRecords("c4", 6) });
    const input = { corpusId: a.corpusId, before: 1, after: 1 };
    expect((await events(input))[0]).toEqual({ kind: "working", done: 0, total: 12 });
    const leaving = new AbortController();
    const seen = compareVersions({ ctx: studio.ctx, input, signal: leaving.signal });
    await seen.next();
    leaving.abort();
    await expect(seen.next()).rejects.toMatchObject({ code: "cancelled" });
  });

  it("need digests: without them it says which version lacks them, and an import of the same documents adds them", async () => {
    const files = { "c4/a.jsonl": madeRecords("c4", 6, 40) };
    const a = await take("older", "1", files);
    const file = path.join(corpusPath(a.fingerprint), "digests.parquet");
    const before = await readFile(file);
    await rm(file);
    const input = { ctx: studio.ctx, input: { corpusId: a.corpusId } };
    expect((await listVersions(input)).versions[0]?.comparable).toBe(false);
    await expect(compared(a.corpusId, 1, 1)).rejects.toMatchObject({
      code: "not-ready",
      message: 'Version 1 of "older" does not say which documents it holds.',
      way: expect.stringContaining("Import the same documents again"),
    });
    expect(await take("older", "1", files)).toMatchObject({ versionId: a.versionId });
    expect((await readFile(file)).equals(before)).toBe(true);
    expect(counts((await compared(a.corpusId, 1, 1)).totals)).toEqual([0, 0, 0, 6]);
  });

  it("cannot be compared with one that was deleted or never was", async () => {
    const a = await take("short", "1", { "c4/a.jsonl": madeRecords("c4", 4) });
    await take("short", "2", { "c4/a.jsonl": madeRecords("c4", 5) });
    await expect(compared(a.corpusId, 1, 3)).rejects.toMatchObject({ code: "not-found" });
    await removeCorpus({ ctx: studio.ctx, input: { corpusId: a.corpusId, number: 1 } });
    await expect(compared(a.corpusId, 1, 2)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("was deleted"),
    });
  });
});

interface Row {
  readonly id: string;
  readonly domain: number;
  readonly tokens: number;
  readonly digest: bigint;
}

const DOMAINS = [{ domain: "b" }, { domain: "a" }];

const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Digests and scores of made rows where a corpus would have them. */
async function store(rows: readonly Row[]) {
  const sorted = rows.toSorted((a, b) => byBytes(a.id, b.id));
  const fingerprint = createHash("sha256").update(Math.random().toString()).digest("hex");
  const folder = corpusPath(fingerprint);
  await mkdir(folder, { recursive: true });
  const engine = await openDuckDb();
  try {
    await engine.run(
      "CREATE TABLE made (ordinal UINTEGER, doc_id VARCHAR, domain UTINYINT, tokens UINTEGER, digest_high UBIGINT, digest_low UBIGINT)",
    );
    const values = sorted.map(
      ({ id, domain, tokens, digest }, ordinal) =>
        `(${[ordinal, `'${id.replaceAll("'", "''")}'`, domain, tokens, digest, 7].join(", ")})`,
    );
    if (values.length > 0) await engine.run(`INSERT INTO made VALUES ${values.join(", ")}`);
    for (const [file, columns] of [
      ["digests.parquet", "ordinal, doc_id, digest_high, digest_low"],
      ["scores.parquet", "ordinal, domain, tokens"],
    ] as const) {
      await engine.run(
        `COPY (SELECT ${columns} FROM made ORDER BY ordinal) TO '${path.join(folder, file)}' (FORMAT parquet)`,
      );
    }
  } finally {
    engine.close();
  }
  return { fingerprint, documents: rows.length, domains: DOMAINS };
}

const rows: fc.Arbitrary<Row[]> = fc.uniqueArray(
  fc.record({
    id: fc.oneof(
      fc.constantFrom("'", "\uFEFFa", "é", "z", "𝕏", "\u202Eevil", "a\nb", "a,b", '"', "<script>"),
      fc.string({ minLength: 1, maxLength: 2, unit: fc.constantFrom("a", "b", "c", "d") }),
    ),
    domain: fc.nat({ max: 1 }),
    tokens: fc.nat({ max: 50 }),
    digest: fc.bigInt({ min: 2n ** 64n - 3n, max: 2n ** 64n - 1n }),
  }),
  { selector: ({ id }) => id, maxLength: 24 },
);

/** The same by looking every id up. */
function oracle(before: readonly Row[], after: readonly Row[]) {
  const old = new Map(before.map((row) => [row.id, row]));
  const now = new Map(after.map((row) => [row.id, row]));
  const all = [...new Set([...old.keys(), ...now.keys()])].sort(byBytes);
  const fate = (id: string): Fate => {
    const [b, a] = [old.get(id), now.get(id)];
    if (b === undefined) return "added";
    if (a === undefined) return "gone";
    return a.digest === b.digest ? "unchanged" : "changed";
  };
  const figures = (chosen: readonly string[]) => ({
    documents: chosen.length,
    tokensBefore: chosen.reduce((sum, id) => sum + (old.get(id)?.tokens ?? 0), 0),
    tokensAfter: chosen.reduce((sum, id) => sum + (now.get(id)?.tokens ?? 0), 0),
  });
  const domainOf = (id: string) => DOMAINS[(now.get(id) ?? old.get(id))?.domain ?? 0]?.domain;
  const fates = (chosen: readonly string[]) =>
    Object.fromEntries(FATES.map((one) => [one, figures(chosen.filter((id) => fate(id) === one))]));
  return {
    totals: fates(all),
    domains: ["a", "b"].flatMap((domain) => {
      const own = all.filter((id) => domainOf(id) === domain);
      return own.length === 0 ? [] : [{ domain, fates: fates(own) }];
    }),
    ids: Object.fromEntries(FATES.map((one) => [one, all.filter((id) => fate(id) === one)])),
  };
}

describe("a comparison stretch by stretch", () => {
  it("says the same as looking every id up, whatever the ids and the stretches", async () => {
    await fc.assert(
      fc.asyncProperty(rows, rows, fc.integer({ min: 1, max: 30 }), async (before, after, stretch) => {
        const engine = await openDuckDb();
        try {
          const diff = await diffVersions({
            engine,
            home: studio.home,
            before: await store(before),
            after: await store(after),
            signal: new AbortController().signal,
            onProgress: ({ done, total }) => expect(done).toBeLessThanOrEqual(total),
            stretch,
          });
          const { ids: expected, ...figures } = oracle(before, after);
          expect({ totals: diff.totals, domains: diff.domains }).toEqual(figures);
          for (const fate of FATES) expect(ids(diff, fate)).toEqual(expected[fate]);
        } finally {
          engine.close();
        }
      }),
      { numRuns: 25 },
    );
  });
});
