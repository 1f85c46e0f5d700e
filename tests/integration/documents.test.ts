import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SqlRow } from "@/core/engine";
import type { ListingInput } from "@/core/listing";
import type { ImportResult } from "@/server/services/corpus/import";
import { documentsByOrdinals } from "@/server/services/document/by-ordinals";
import { findDocument } from "@/server/services/document/find";
import { getDocument } from "@/server/services/document/get";
import { pageDocuments, type documentPageInput } from "@/server/services/document/page";
import { filesOf, importFrom, madeRecords } from "@/tests/support/importing";
import { madeRecord, writeSource } from "@/tests/support/released-layout";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import type { z } from "zod";

const ODD_ID = "book-'quote' \u{1f40b}";
const ODD_TEXT = `\ufeff  line one\r\nline\ttwo \u0000 \u202eright to left\u202c ${"\u{1f40b}".repeat(120)}`;

let studio: TestStudio;
let source: string;
let corpus: ImportResult;
let scores: SqlRow[];
beforeAll(async () => {
  studio = await testStudio();
  source = await mkdtemp(path.join(tmpdir(), "documents-"));
  const rows = madeRecords("c4", 230).map((row, at) => ({
    ...row,
    dsir_math: null,
    ...(at % 10 === 0 ? { fineweb_edu: [null] } : {}),
  }));
  await writeSource(source, {
    "c4/a.jsonl": rows,
    "book/a.jsonl": [{ ...madeRecord(ODD_ID, ODD_TEXT, 9), dsir_math: null }],
    "arxiv/a.jsonl": madeRecords("arxiv", 40).map((row) => ({ ...row, dsir_math: null })),
  });
  corpus = await importFrom(studio, source);
  scores = await filesOf(studio, corpus).scores();
});
afterAll(async () => {
  await studio.end();
  await rm(source, { recursive: true });
});

type Changes = Partial<ListingInput> & Partial<Omit<z.input<typeof documentPageInput>, "listing">>;
const page = ({ versionId = corpus.versionId, offset = 0, limit = 50, ...listing }: Changes = {}) =>
  pageDocuments({
    ctx: studio.ctx,
    input: { versionId, offset, limit, listing: { sort: { by: "ordinal", descending: false }, ...listing } },
  });
const ordinals = (rows: readonly { ordinal: number }[]): number[] => rows.map(({ ordinal }) => ordinal);
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);

describe("a page of documents", () => {
  it("is a range of the corpus' own order, forwards and backwards, short at its end and empty beyond", async () => {
    expect((await page()).total).toBe(271);
    expect(ordinals((await page()).rows)).toEqual(range(0, 50));
    expect(ordinals((await page({ offset: 260 })).rows)).toEqual(range(260, 271));
    expect((await page({ offset: 271 })).rows).toEqual([]);
    const descending = { by: "ordinal", descending: true } as const;
    expect(ordinals((await page({ sort: descending, limit: 3 })).rows)).toEqual([270, 269, 268]);
    expect(ordinals((await page({ sort: descending, offset: 269, limit: 3 })).rows)).toEqual([1, 0]);
    expect((await page({ sort: descending, offset: 300, limit: 3 })).rows).toEqual([]);
  });

  it("shows scores of the raters that are on, null where missing, and the beginning of the text", async () => {
    const { rows } = await page({ offset: 41, limit: 1 });
    expect(rows).toHaveLength(1);
    const [row] = rows;
    expect(row).toMatchObject({ ordinal: 41, id: "c4-0000", domain: "c4", excerpt: "Text c4-0000" });
    expect(row?.scores.fineweb_edu).toBeNull();
    expect(row?.scores.word_count).toBe(scores[41]?.["word_count"]);
    expect(row?.scores).not.toHaveProperty("dsir_math");
    expect(Object.keys(row?.scores ?? {})).toHaveLength(24);
  });

  it.each([true, false])(
    "is sorted by any rater with missing values last and ties by ordinal (descending: %s)",
    async (descending) => {
      const found: number[] = [];
      for (const offset of [0, 100, 200]) {
        found.push(
          ...ordinals((await page({ sort: { by: "fineweb_edu", descending }, offset, limit: 100 })).rows),
        );
      }
      const value = (ordinal: number): number => {
        const score = scores[ordinal]?.["fineweb_edu"];
        return typeof score === "number" ? (descending ? -score : score) : Number.POSITIVE_INFINITY;
      };
      const expected = range(0, 271).sort((a, b) => (value(a) === value(b) ? a - b : value(a) - value(b)));
      expect(found).toEqual(expected);
    },
  );

  it("is sorted by tokens and by the name of the domain", async () => {
    const most = Math.max(...scores.map((row) => Number(row["tokens"])));
    expect((await page({ sort: { by: "tokens", descending: true }, limit: 1 })).rows[0]?.tokens).toBe(most);
    expect(
      (await page({ sort: { by: "domain", descending: false } })).rows
        .map(({ domain }) => domain)
        .slice(38, 43),
    ).toEqual(["arxiv", "arxiv", "book", "c4", "c4"]);
  });

  it("keeps to the domains asked for", async () => {
    const two = await page({ filter: { domains: ["arxiv", "book", "nowhere"] }, limit: 200 });
    expect(two.total).toBe(41);
    expect(new Set(two.rows.map(({ domain }) => domain))).toEqual(new Set(["arxiv", "book"]));
    expect(await page({ filter: { domains: ["nowhere"] } })).toEqual({ total: 0, rows: [] });
    expect((await page({ filter: { domains: ["c4", "arxiv", "book"] } })).total).toBe(271);
  });

  it("refuses a rater the corpus does not have, an unknown version and more than 200 rows", async () => {
    await expect(page({ sort: { by: "dsir_math", descending: true } })).rejects.toMatchObject({
      code: "invalid-input",
    });
    await expect(page({ versionId: "none" })).rejects.toMatchObject({ code: "not-found" });
    await expect(page({ limit: 201 })).rejects.toMatchObject({ code: "invalid-input" });
  });
});

describe("a document", () => {
  it("has its text exactly as imported, found by an id with quotes and characters beyond the first plane", async () => {
    const place = await findDocument({ ctx: studio.ctx, input: { versionId: corpus.versionId, id: ODD_ID } });
    expect(place).toEqual({ ordinal: 40 });
    const found = await getDocument({ ctx: studio.ctx, input: { versionId: corpus.versionId, ordinal: 40 } });
    expect(found).toMatchObject({ id: ODD_ID, domain: "book", text: ODD_TEXT });
    expect(found.excerpt.startsWith("line one line two \u0000 \u202eright to left\u202c \u{1f40b}")).toBe(
      true,
    );
    expect(found.excerpt.length).toBeLessThanOrEqual(160);
    expect(/\p{Surrogate}/u.test(found.excerpt)).toBe(false);
  });

  it("has its ranks, null where off, and the argmax of its classifiers", async () => {
    const found = await getDocument({ ctx: studio.ctx, input: { versionId: corpus.versionId, ordinal: 41 } });
    expect(Object.keys(found.ranks)).toHaveLength(25);
    expect(found.ranks).toMatchObject({
      dsir_math: null,
      fineweb_edu: null,
      word_count: scores[41]?.["word_count_rank"],
    });
    expect(Object.keys(found.argmax)).toEqual([
      "advertisement",
      "fluency",
      "professionalism",
      "readability",
      "reasoning",
      "cleanliness",
    ]);
    expect(found.argmax.reasoning).toBe(scores[41]?.["reasoning_argmax"]);
  });

  it("is not there beyond the last, nor under an unknown id", async () => {
    await expect(
      getDocument({ ctx: studio.ctx, input: { versionId: corpus.versionId, ordinal: 271 } }),
    ).rejects.toMatchObject({ code: "not-found" });
    expect(
      await findDocument({ ctx: studio.ctx, input: { versionId: corpus.versionId, id: "none" } }),
    ).toBeNull();
  });
});

describe("documents by ordinal", () => {
  it("come in the order asked for, without those that do not exist", async () => {
    const found = await documentsByOrdinals({
      ctx: studio.ctx,
      input: { versionId: corpus.versionId, ordinals: [200, 3, 9999, 41] },
    });
    expect(found.map(({ ordinal, id }) => [ordinal, id])).toEqual([
      [200, "c4-0159"],
      [3, "arxiv-0003"],
      [41, "c4-0000"],
    ]);
    expect(
      await documentsByOrdinals({ ctx: studio.ctx, input: { versionId: corpus.versionId, ordinals: [] } }),
    ).toEqual([]);
  });
});
