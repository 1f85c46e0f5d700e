import { readdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { distributionBin, distributionRange, DISTRIBUTION_BINS, TOKEN_EDGES } from "@/core/distribution-bins";
import type { ListingInput, Listing } from "@/core/listing";
import { RATER_IDS } from "@/core/raters";
import { openListing, type ListingEvent } from "@/server/services/document/open-listing";
import { pageDocuments, type DocumentPage } from "@/server/services/document/page";
import { positionDocument } from "@/server/services/document/position";
import { profileDocuments } from "@/server/services/document/profile";
import { listingsPath } from "@/server/storage/home";
import { isListed, listedOrdinals } from "@/tests/support/listing-oracle";
import { listings, textedDocuments } from "@/tests/support/random-listings";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";
import { storeTexts, type TextedCorpus, type TextedDocument } from "@/tests/support/texted-corpus";

let studio: TestStudio;
beforeAll(async () => {
  studio = await testStudio();
});
afterAll(() => studio.end());

const page = (
  { versionId }: TextedCorpus,
  listing: ListingInput,
  offset = 0,
  limit = 200,
): Promise<DocumentPage> => pageDocuments({ ctx: studio.ctx, input: { versionId, listing, offset, limit } });

async function opened(
  { versionId }: TextedCorpus,
  listing: ListingInput,
  signal?: AbortSignal,
): Promise<ListingEvent[]> {
  const events: ListingEvent[] = [];
  for await (const event of openListing({ ctx: studio.ctx, input: { versionId, listing }, signal }))
    events.push(event);
  return events;
}

const ordinalsOf = ({ rows }: DocumentPage): number[] => rows.map(({ ordinal }) => ordinal);

/** What a new process knows: nothing but the files. */
const forget = (): boolean => Reflect.deleteProperty(globalThis, "studioListings");

const document = (text: string, tokens: number, fluency: number | null = 0.5): TextedDocument => ({
  domain: tokens % 2 === 0 ? "book" : "c4",
  tokens,
  scores: { fluency, word_count: tokens },
  argmax: { fluency: fluency === null ? null : Math.round(fluency) },
  text,
});

const numbered = (count: number): TextedDocument[] =>
  Array.from({ length: count }, (_, at) =>
    document(`Text ${String(at)}`, (at * 7) % count, at % 5 === 0 ? null : at % 3),
  );

describe("any listing of any corpus", () => {
  it("has the documents, places and counts that looking at every document gives", async () => {
    await fc.assert(
      fc.asyncProperty(textedDocuments, fc.infiniteStream(fc.nat()), async (documents, seeds) => {
        const corpus = await storeTexts(studio.ctx, documents);
        for (const listing of fc.sample(listings(corpus), { numRuns: 6, seed: seeds.next().value ?? 0 })) {
          const expected = listedOrdinals(corpus, listing);
          const events = await opened(corpus, listing);
          expect(events.at(-1)).toEqual({ kind: "ready", total: expected.length });
          const found = await page(corpus, listing);
          expect([found.total, ordinalsOf(found)]).toEqual([expected.length, expected]);
          expect(ordinalsOf(await page(corpus, listing, 2, 3))).toEqual(expected.slice(2, 5));
          await expectPositions(corpus, listing, expected);
          await expectProfile(corpus, listing, expected);
        }
      }),
      { numRuns: 40 },
    );
  });

  async function expectPositions(
    corpus: TextedCorpus,
    listing: Listing,
    expected: readonly number[],
  ): Promise<void> {
    for (const ordinal of [0, corpus.documents.length - 1, corpus.documents.length]) {
      const { position } = await positionDocument({
        ctx: studio.ctx,
        input: { versionId: corpus.versionId, listing, ordinal },
      });
      expect(position).toBe(expected.includes(ordinal) ? expected.indexOf(ordinal) : null);
    }
  }

  async function expectProfile(
    corpus: TextedCorpus,
    listing: Listing,
    expected: readonly number[],
  ): Promise<void> {
    const profile = await profileDocuments({
      ctx: studio.ctx,
      input: { versionId: corpus.versionId, listing, raters: [...RATER_IDS] },
    });
    const { documents, statistics } = corpus;
    const everything = documents.map((_, ordinal) => ordinal);
    expect(profile.total).toBe(expected.length);
    const { tokens, raters } = listing.filter;
    const others = {
      ...(tokens === undefined ? {} : { tokens }),
      ...(raters === undefined ? {} : { raters }),
    };
    const facet = everything.filter((ordinal) => isListed(corpus, { ...listing, filter: others }, ordinal));
    expect(profile.domains).toEqual(
      statistics.domains.map(({ domain }) => ({
        domain,
        documents: facet.filter((ordinal) => documents[ordinal]?.domain === domain).length,
        all: documents.filter((one) => one.domain === domain).length,
      })),
    );
    const on = RATER_IDS.filter((rater) => statistics.raters[rater] !== null);
    expect(Object.keys(profile.raters)).toEqual(on);
    for (const rater of on) {
      const value = statistics.raters[rater]?.value;
      if (value === undefined) continue;
      const range = distributionRange(value);
      const histogram = (ordinals: readonly number[]): number[] => {
        const bins = new Array<number>(DISTRIBUTION_BINS).fill(0);
        for (const ordinal of ordinals) {
          const x = documents[ordinal]?.scores[rater] ?? null;
          if (x !== null) bins[distributionBin(x, range)] = (bins[distributionBin(x, range)] ?? 0) + 1;
        }
        return bins;
      };
      expect(profile.raters[rater]).toEqual({
        ...range,
        counts: histogram(expected),
        all: histogram(everything),
        missing: expected.filter((ordinal) => (documents[ordinal]?.scores[rater] ?? null) === null).length,
      });
    }
    const { edges, counts, all } = profile.tokens;
    const within = (ordinals: readonly number[]) =>
      edges.slice(1).map(
        (end, at) =>
          ordinals.filter((ordinal) => {
            const tokens = documents[ordinal]?.tokens ?? 0;
            return tokens >= (edges[at] ?? 0) && tokens < end;
          }).length,
      );
    expect(edges.every((edge) => TOKEN_EDGES.includes(edge) || edge === 2 ** 32)).toBe(true);
    expect([counts, all]).toEqual([within(expected), within(everything)]);
  }
});

describe("a listing", () => {
  it("that needs a search is not ready for pages, places and profiles before it was opened", async () => {
    const corpus = await storeTexts(studio.ctx, [
      document("One fish", 1),
      document("two", 2),
      document("A FISH", 3),
    ]);
    const listing: ListingInput = { sort: { by: "tokens", descending: true }, search: "fish" };
    const { versionId } = corpus;
    const input = { versionId, listing };
    await expect(page(corpus, listing)).rejects.toMatchObject({ code: "not-ready" });
    await expect(
      positionDocument({ ctx: studio.ctx, input: { ...input, ordinal: 0 } }),
    ).rejects.toMatchObject({
      code: "not-ready",
    });
    await expect(
      profileDocuments({ ctx: studio.ctx, input: { ...input, raters: [] } }),
    ).rejects.toMatchObject({
      code: "not-ready",
    });
    expect((await opened(corpus, listing)).at(-1)).toEqual({ kind: "ready", total: 2 });
    expect(ordinalsOf(await page(corpus, listing))).toEqual([2, 0]);
    const other: ListingInput = { sort: { by: "ordinal", descending: true }, search: " FiSh " };
    expect(ordinalsOf(await page(corpus, other))).toEqual([2, 0]);
  });

  it("tells how far its search is, part by part, and how many documents it has found", async () => {
    const corpus = await storeTexts(studio.ctx, numbered(30), 4);
    const events = await opened(corpus, { sort: { by: "word_count", descending: true }, search: "text 2" });
    const first = events[0];
    expect(first).toMatchObject({ kind: "working", phase: "searching", total: 4 });
    expect(events.at(-1)).toEqual({ kind: "ready", total: 11 });
  });

  it("survives the loss and the damage of its files, and of what the process remembers", async () => {
    const corpus = await storeTexts(studio.ctx, numbered(60));
    const listing: ListingInput = { sort: { by: "fluency", descending: true }, search: "1" };
    await opened(corpus, listing);
    const before = ordinalsOf(await page(corpus, listing));
    const folder = listingsPath(corpus.fingerprint, studio.home);
    const files = await readdir(folder);
    expect(files).toHaveLength(2);
    forget();
    expect(ordinalsOf(await page(corpus, listing))).toEqual(before);
    forget();
    for (const file of files) await writeFile(path.join(folder, file), "not what it was");
    await expect(page(corpus, listing)).rejects.toMatchObject({ code: "not-ready" });
    await opened(corpus, listing);
    expect(ordinalsOf(await page(corpus, listing))).toEqual(before);
    forget();
    await rm(folder, { recursive: true });
    await opened(corpus, listing);
    expect(ordinalsOf(await page(corpus, listing))).toEqual(before);
    expect(await readdir(folder)).toEqual(files);
  });

  it("of the whole corpus in its own order needs no file, a sort is one for all filters", async () => {
    const corpus = await storeTexts(studio.ctx, numbered(40));
    const folder = listingsPath(corpus.fingerprint, studio.home);
    await page(corpus, { sort: { by: "ordinal", descending: false } });
    await page(corpus, { sort: { by: "ordinal", descending: true }, filter: { tokens: { min: 3 } } });
    await expect(readdir(folder)).rejects.toMatchObject({ code: "ENOENT" });
    for (const min of [1, 2, 3])
      await page(corpus, { sort: { by: "tokens", descending: true }, filter: { tokens: { min } } });
    expect(await readdir(folder)).toHaveLength(1);
  });

  it("ends when nobody waits for it any more, and leaves no file", async () => {
    const corpus = await storeTexts(studio.ctx, numbered(40));
    const left = new AbortController();
    const listing: ListingInput = { sort: { by: "ordinal", descending: false }, search: "text" };
    const events = openListing({
      ctx: studio.ctx,
      input: { versionId: corpus.versionId, listing },
      signal: left.signal,
    });
    left.abort();
    await expect(events.next()).rejects.toMatchObject({ code: "cancelled" });
    await expect(page(corpus, listing)).rejects.toMatchObject({ code: "not-ready" });
    expect((await opened(corpus, listing)).at(-1)).toEqual({ kind: "ready", total: 40 });
  });

  it("goes on for those who stay", async () => {
    const corpus = await storeTexts(studio.ctx, numbered(40));
    const listing: ListingInput = { sort: { by: "ordinal", descending: false }, search: "text" };
    const left = new AbortController();
    const leaving = opened(corpus, listing, left.signal);
    const staying = opened(corpus, listing);
    left.abort();
    await expect(leaving).rejects.toMatchObject({ code: "cancelled" });
    expect((await staying).at(-1)).toEqual({ kind: "ready", total: 40 });
  });

  it("is refused for a rater that the corpus does not have, before anything is searched", async () => {
    const corpus = await storeTexts(studio.ctx, numbered(5));
    const off = { sort: { by: "dsir_math", descending: true }, search: "text" } as const;
    await expect(opened(corpus, off)).rejects.toMatchObject({ code: "invalid-input" });
    const filtered = {
      sort: { by: "ordinal", descending: true },
      filter: { raters: { dsir_math: { min: 1 } } },
    } as const;
    await expect(page(corpus, filtered)).rejects.toMatchObject({ code: "invalid-input" });
    await expect(page(corpus, { sort: { by: "score", descending: true } })).rejects.toMatchObject({
      code: "invalid-input",
    });
  });
});

describe("rows by position", () => {
  it("are what the score table and the texts say", async () => {
    await fc.assert(
      fc.asyncProperty(textedDocuments, async (documents) => {
        const corpus = await storeTexts(studio.ctx, documents);
        const listing: ListingInput = { sort: { by: "tokens", descending: true } };
        const quick = await page(corpus, listing);
        await rm(path.join(corpus.folder, "rows.bin"));
        const slow = await page(corpus, listing);
        expect(quick).toEqual(slow);
      }),
      { numRuns: 20 },
    );
  });

  it("are read from the tables instead where a file is cut short", async () => {
    const corpus = await storeTexts(studio.ctx, numbered(12));
    const whole = await page(corpus, { sort: { by: "ordinal", descending: false } });
    await writeFile(path.join(corpus.folder, "row-texts.bin"), "doc-");
    expect(await page(corpus, { sort: { by: "ordinal", descending: false } })).toEqual(whole);
  });
});
