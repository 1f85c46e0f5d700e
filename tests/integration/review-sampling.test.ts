import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionSettings } from "@/core/review/session-settings";
import {
  openSession,
  REVIEW_DOCUMENTS as DOCUMENTS,
  REVIEW_DOMAINS as DOMAINS,
  reviewCorpus,
  sessionDocuments,
} from "@/tests/support/review-session";
import type { TextedCorpus } from "@/tests/support/texted-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let corpus: TextedCorpus;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await reviewCorpus(studio);
});
afterAll(() => studio.end());

const create = (settings: Partial<SessionSettings> = {}, id: string = randomUUID()) =>
  openSession(studio, corpus, settings, id);
const documentsOf = (sessionId: string) => sessionDocuments(studio, sessionId);
const ordinalsOf = async (sessionId: string): Promise<number[]> =>
  (await documentsOf(sessionId)).map(({ ordinal }) => Number(ordinal));
const domainOf = (ordinal: number): string => corpus.documents[ordinal]?.domain ?? "";

describe("the documents of a session", () => {
  it("are the same for the same seed, and others for another", async () => {
    const [one, again, other] = [await create(), await create(), await create({ seed: 8 })];
    expect(await ordinalsOf(one.id)).toEqual(await ordinalsOf(again.id));
    expect(await ordinalsOf(one.id)).not.toEqual(await ordinalsOf(other.id));
    expect((await documentsOf(one.id)).map(({ inclusion }) => inclusion)).toEqual(
      Array(12).fill(12 / DOCUMENTS),
    );
  });

  it("come from each domain in equal numbers, as far as there are any", async () => {
    const { id } = await create({ sampling: { method: "stratified" }, documents: 30 });
    const sizes = DOMAINS.map((domain) => corpus.documents.filter((row) => row.domain === domain).length);
    expect(sizes).toEqual([9, 10, 41]);
    const documents = await documentsOf(id);
    expect(DOMAINS.map((domain) => documents.filter((row) => row.domain === domain).length)).toEqual([
      9, 10, 11,
    ]);
    for (const { domain, inclusion } of documents)
      expect(inclusion).toBe({ arxiv: 1, book: 1, c4: 11 / 41 }[domain]);
  });

  it("come in proportion to their tokens", async () => {
    const { id } = await create({ sampling: { method: "tokens" } });
    const total = corpus.documents.reduce((sum, { tokens }) => sum + tokens, 0);
    for (const { ordinal, inclusion } of await documentsOf(id))
      expect(inclusion).toBeCloseTo((12 * (corpus.documents[Number(ordinal)]?.tokens ?? 0)) / total, 12);
  });

  it("pass the filter, and know their probability among those that do", async () => {
    const { id } = await create({
      sampling: { method: "filter", filter: { domains: ["book"] } },
      documents: 4,
    });
    const documents = await documentsOf(id);
    expect(documents.map(({ ordinal }) => domainOf(Number(ordinal)))).toEqual(Array(4).fill("book"));
    expect(documents.map(({ inclusion }) => inclusion)).toEqual(Array(4).fill(0.4));
  });

  it("lie on both sides of a recipe's threshold, nearest first", async () => {
    const recipe = {
      ...{
        name: "words",
        weights: { word_count: 1 },
        normalisation: "rank" as const,
        budget: { share: 0.5 },
      },
      ...{ directions: {}, missing: "exclude" as const, domains: { rule: "global" as const } },
    };
    const { id } = await create({ sampling: { method: "boundary", recipe }, documents: 6 });
    let [tokens, last] = [0, DOCUMENTS];
    const budget = Math.floor(0.5 * corpus.documents.reduce((sum, row) => sum + row.tokens, 0));
    while (tokens + (corpus.documents[last - 1]?.tokens ?? 0) <= budget) {
      last -= 1;
      tokens += corpus.documents[last]?.tokens ?? 0;
    }
    expect(await ordinalsOf(id)).toEqual([last, last - 1, last + 1, last - 2, last + 2, last - 3]);
    expect((await documentsOf(id)).map(({ inclusion }) => inclusion)).toEqual(Array(6).fill(null));
  });

  it("are those that the raters see most differently", async () => {
    const { id } = await create({ sampling: { method: "disagreement" }, documents: 5 });
    const spread = Array.from({ length: DOCUMENTS }, (_, at) => Math.abs(at - ((at * 17) % DOCUMENTS)));
    const widest = Math.min(...(await ordinalsOf(id)).map((ordinal) => spread[ordinal] ?? 0));
    expect(spread.filter((value) => value > widest).length).toBeLessThan(5);
  });

  it("are those that were named, in the order they were named in", async () => {
    const rows = await create({ sampling: { method: "rows", ordinals: [9, 3, 9, 50] } });
    expect(await ordinalsOf(rows.id)).toEqual([9, 3, 50]);
    const ids = [corpus.ids[8] ?? "", corpus.ids[2] ?? ""];
    expect(await ordinalsOf((await create({ sampling: { method: "ids", ids } })).id)).toEqual([8, 2]);
    await expect(create({ sampling: { method: "ids", ids: [...ids, "no such"] } })).rejects.toThrow(
      "The corpus has no document no such.",
    );
  });

  it("are drawn once, however often a session is created", async () => {
    const id = randomUUID();
    await Promise.all([create({}, id), create({}, id)]);
    expect(await documentsOf(id)).toHaveLength(12);
    await expect(create({ seed: 1 }, id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("must be some", async () => {
    const filter = { tokens: { min: 1e9 } };
    await expect(create({ sampling: { method: "filter", filter } })).rejects.toThrow(
      '"filter" finds no document',
    );
  });
});
