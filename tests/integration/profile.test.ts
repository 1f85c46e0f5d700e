import { readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RaterId } from "@/core/raters";
import { getProfile } from "@/server/services/corpus/get-profile";
import { openProfile, type ProfileEvent } from "@/server/services/corpus/open-profile";
import { removeCorpus } from "@/server/services/corpus/remove";
import { keepProfile, type CorpusProfile } from "@/server/services/corpus/corpus-profile";
import { corpusPath } from "@/server/storage/home";
import { randomNumbers } from "@/tests/support/random-numbers";
import { bruteRank, type SmallDocument } from "@/tests/support/small-corpus";
import { storeCorpus, type StoredCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const CONSTANT = "mean_word_length" satisfies RaterId;

const random = randomNumbers(5);
/** Long tails, whole numbers that tie, a rater that is missing in a third, one that never varies. */
const DOCUMENTS: SmallDocument[] = Array.from({ length: 700 }, (_, index) => {
  const z = random();
  return {
    domain: ["arxiv", "book", "c4"][index % 3] ?? "c4",
    tokens: Math.floor(Math.exp(12 * random() ** 2)),
    scores: {
      unigram_entropy: z,
      word_count: Math.floor(10 * (z + random())),
      dsir_books: random() < 0.33 ? null : -1e6 * z ** 5,
      fineweb_edu: random() < 0.1 ? null : random(),
      [CONSTANT]: 4.5,
    },
    argmax: {},
  };
});

let studio: TestStudio;
let corpus: StoredCorpus;
beforeAll(async () => {
  studio = await testStudio();
  corpus = await storeCorpus(studio.ctx, "profiled", DOCUMENTS);
});
afterAll(() => studio.end());

async function events(versionId: string, signal?: AbortSignal): Promise<ProfileEvent[]> {
  const seen: ProfileEvent[] = [];
  for await (const event of openProfile({ ctx: studio.ctx, input: { versionId }, signal })) seen.push(event);
  return seen;
}

async function measured(versionId = corpus.versionId): Promise<CorpusProfile> {
  const last = (await events(versionId)).at(-1);
  if (last?.kind !== "ready") throw new Error("no profile");
  return last.result;
}

function pearson(points: readonly (readonly [number, number])[]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [mx, my] = [mean(0), mean(1)];
  const sum = (of: (dx: number, dy: number) => number) =>
    points.reduce((total, [x, y]) => total + of(x - mx, y - my), 0);
  return sum((dx, dy) => dx * dy) / Math.sqrt(sum((dx) => dx * dx) * sum((_, dy) => dy * dy));
}

const valuesOf = (rater: RaterId) => corpus.documents.map(({ scores }) => scores[rater] ?? null);

function both(a: RaterId, b: RaterId): [number, number][] {
  const other = valuesOf(b);
  return valuesOf(a).flatMap((x, index): [number, number][] => {
    const y = other[index] ?? null;
    return x === null || y === null ? [] : [[x, y]];
  });
}

/** Mean place among the given values. */
const placesOf = (values: readonly number[]): number[] =>
  values.map((x) => {
    const below = values.filter((other) => other < x).length;
    return below + (values.filter((other) => other === x).length - 1) / 2;
  });

function pairsOf({ correlation }: CorpusProfile) {
  const { raters, values, documents } = correlation;
  let at = -1;
  return raters.flatMap((a, index) =>
    raters.slice(index + 1).map((b) => {
      at += 1;
      return { a, b, value: values[at] ?? null, documents: documents[at] };
    }),
  );
}

describe("the profile of a corpus", () => {
  it("tells how far it is, then what it found", async () => {
    const seen = await events(corpus.versionId);
    expect(seen.map(({ kind }) => kind)).toEqual([...seen.slice(1).map(() => "working"), "ready"]);
  });

  it("has lengths that a sort confirms, over all documents and by domain", async () => {
    const { lengths, domains } = await measured();
    const sorted = (domain: string | null) =>
      DOCUMENTS.filter((document) => domain === null || document.domain === domain)
        .map(({ tokens }) => tokens)
        .sort((a, b) => a - b);
    const oracle = (domain: string | null) => {
      const tokens = sorted(domain);
      const at = (share: number) => tokens[Math.max(0, Math.ceil(share * tokens.length) - 1)];
      return {
        documents: tokens.length,
        ...{ min: tokens[0], p5: at(0.05), p25: at(0.25), median: at(0.5), p75: at(0.75), p95: at(0.95) },
        max: tokens.at(-1),
      };
    };
    expect(lengths).toEqual(oracle(null));
    expect(domains).toEqual(["arxiv", "book", "c4"].map((domain) => ({ domain, ...oracle(domain) })));
  });

  it("has for each pair the correlation of percentiles over the documents that have both", async () => {
    const pairs = pairsOf(await measured());
    expect(pairs).toHaveLength(10);
    for (const { a, b, value, documents } of pairs) {
      const points = both(a, b);
      expect(documents).toBe(points.length);
      if (a === CONSTANT || b === CONSTANT) {
        expect(value).toBeNull();
        continue;
      }
      const rank = (rater: RaterId, x: number) =>
        Math.fround(bruteRank(corpus.statistics.raters[rater]?.value.quantiles ?? [], x));
      const oracle = pearson(points.map(([x, y]) => [rank(a, x), rank(b, y)] as const));
      expect(value).toBeCloseTo(oracle, 6);
    }
  });

  it("differs from Spearman's coefficient by no more than the percentiles' grain", async () => {
    for (const { a, b, value } of pairsOf(await measured())) {
      if (value === null) continue;
      const points = both(a, b);
      const [xs, ys] = [placesOf(points.map(([x]) => x)), placesOf(points.map(([, y]) => y))];
      const spearman = pearson(xs.map((x, index) => [x, ys[index] ?? 0] as const));
      expect(Math.abs(value - spearman)).toBeLessThan(0.01);
    }
  });

  it("is kept beside the files, and measured again where its file is of another format or damaged", async () => {
    const before = await measured();
    const file = path.join(corpusPath(corpus.fingerprint), "profile.json");
    const { versionId } = corpus;
    expect(await getProfile({ ctx: studio.ctx, input: { versionId } })).toEqual(before);
    for (const damaged of [JSON.stringify({ ...before, format: 0 }), "{"]) {
      await writeFile(file, damaged);
      expect(await getProfile({ ctx: studio.ctx, input: { versionId } })).toBeNull();
      expect(await measured()).toEqual(before);
    }
    expect(JSON.parse(await readFile(file, "utf8"))).toEqual(before);
    expect(
      (await readdir(path.join(studio.home, "tmp"))).filter((name) => name.startsWith("profile-")),
    ).toEqual([]);
  });

  it("stops when nobody listens any more", async () => {
    const other = await storeCorpus(studio.ctx, "left", DOCUMENTS.slice(0, 50));
    const leaving = new AbortController();
    const seen = openProfile({ ctx: studio.ctx, input: other, signal: leaving.signal });
    expect((await seen.next()).value).toMatchObject({ kind: "working", done: 0, total: 10 });
    leaving.abort();
    await expect(seen.next()).rejects.toMatchObject({ code: "cancelled" });
    expect(await getProfile({ ctx: studio.ctx, input: other })).toBeNull();
  });

  it("is not kept for a corpus that was deleted meanwhile", async () => {
    const profile = await measured();
    const other = await storeCorpus(studio.ctx, "deleted", DOCUMENTS.slice(0, 40));
    await removeCorpus({ ctx: studio.ctx, input: { corpusId: other.corpusId } });
    expect(await keepProfile(other.fingerprint, studio.home, profile)).toEqual(profile);
    expect(await readdir(path.join(studio.home, "corpora"))).not.toContain(other.fingerprint);
  });
});
