import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildCorpus } from "@/server/services/corpus/build-corpus";
import type { StageSizes } from "@/server/services/corpus/importing/stage-rows";
import { ImportProgress } from "@/server/services/corpus/importing/import-progress";
import { readCorpusStatistics } from "@/server/services/corpus/corpus-statistics";
import { filesOf, madeRecords } from "@/tests/support/importing";
import { writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

/** Imports rows laid out in files as `[domain, file, rows]`, afresh each time. */
async function build(
  layout: readonly (readonly [string, string, readonly object[]])[],
  sizes: StageSizes = {},
): Promise<string> {
  const source = await mkdtemp(path.join(tmpdir(), "layout-"));
  try {
    await writeSource(
      source,
      Object.fromEntries(layout.map(([domain, file, rows]) => [`${domain}/${file}.jsonl`, rows])),
    );
    const { fingerprint } = await buildCorpus({
      id: "layout",
      home: studio.home,
      source,
      validation: null,
      roots: null,
      mapping: { tokens: "n" },
      maxRejects: 0,
      holdout: 0.1,
      sampleDocuments: 50,
      provenance: {},
      provenanceNote: "",
      licences: [],
      sizes,
      signal: new AbortController().signal,
      progress: new ImportProgress(() => undefined),
    });
    return fingerprint;
  } finally {
    await rm(source, { recursive: true });
  }
}

const withTokens = (rows: readonly Record<string, unknown>[]): Record<string, unknown>[] =>
  rows.map((row, at) => ({ ...row, n: at + 1 }));
const book = withTokens(madeRecords("book", 60));
const c4 = withTokens(madeRecords("c4", 40));

describe("the fingerprint of a corpus", () => {
  it("is the same however its rows are ordered and split into files and parts, and so are its statistics and tables", async () => {
    const plain = await build([
      ["book", "a", book],
      ["c4", "a", c4],
    ]);
    const [statistics, scores, texts] = [
      await readCorpusStatistics(plain, studio.home),
      await filesOf(studio, { fingerprint: plain }).scores(),
      await filesOf(studio, { fingerprint: plain }).texts(),
    ];
    const order = fc.shuffledSubarray(book, { minLength: book.length, maxLength: book.length });
    await fc.assert(
      fc.asyncProperty(
        order,
        fc.integer({ min: 0, max: 60 }),
        fc.constantFrom({ blockBytes: 1, partBytes: 1 }, { blockBytes: 5000, partBytes: 60_000 }, {}),
        async (rows, cut, sizes) => {
          // A fresh folder: the tables are built again and not found.
          await rm(path.join(studio.home, "corpora"), { recursive: true });
          const files = [
            ["book", "z", rows.slice(0, cut)],
            ["book", "b", rows.slice(cut)],
            ["c4", "a", [...c4].reverse()],
          ] as const;
          const fingerprint = await build(files, sizes);
          expect(fingerprint).toBe(plain);
          expect(await readCorpusStatistics(fingerprint, studio.home)).toEqual(statistics);
          const withoutPart = (found: typeof scores) => found.map((row) => ({ ...row, part: 0 }));
          expect(withoutPart(await filesOf(studio, { fingerprint }).scores())).toEqual(withoutPart(scores));
          expect(await filesOf(studio, { fingerprint }).texts()).toEqual(texts);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("is another when one number, one letter, one domain or one row differs", async () => {
    const [first = {}, ...rest] = book;
    const variants = [
      book,
      [{ ...first, content: "another text" }, ...rest],
      [{ ...first, n: 2 }, ...rest],
      [{ ...first, dsir_math: 1 }, ...rest],
      [{ ...first, ad_en: [0, 1] }, ...rest],
      [{ ...first, ad_en: null }, ...rest],
      rest,
    ];
    const fingerprints: string[] = [];
    for (const rows of variants) fingerprints.push(await build([["book", "a", rows]]));
    fingerprints.push(await build([["books", "a", book]]));
    expect(new Set(fingerprints).size).toBe(variants.length + 1);
  });

  it("does not see fields that are no part of a document", async () => {
    expect(await build([["c4", "a", c4.map((row) => ({ ...row, sub_path: "c4", other: 1 }))]])).toBe(
      await build([["c4", "a", c4]]),
    );
  });
});
