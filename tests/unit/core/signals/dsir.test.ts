import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  DSIR_BUCKETS,
  dsirScore,
  fitDistribution,
  logRatios,
  ngramBucket,
  ngramBuckets,
} from "@/core/signals/dsir";
import { wordPunct } from "@/core/signals/word-punct";
import { StudioError } from "@/core/errors";

const bruteBucket = (ngram: string): number =>
  Number(BigInt(`0x${createHash("sha256").update(ngram, "utf8").digest("hex")}`) % BigInt(DSIR_BUCKETS));

function bruteCounts(texts: readonly string[]): number[] {
  const counts = new Array<number>(DSIR_BUCKETS).fill(0);
  for (const text of texts) {
    const tokens = text.toLowerCase().match(/[\p{L}\p{N}_]+|[^\p{L}\p{N}_\s]+/gu) ?? [];
    const pairs = tokens.slice(1).map((token, at) => `${tokens[at] ?? ""} ${token}`);
    for (const ngram of [...tokens, ...pairs])
      counts[bruteBucket(ngram)] = (counts[bruteBucket(ngram)] ?? 0) + 1;
  }
  return counts;
}

const text = fc
  .array(fc.constantFrom("Whale", "sea", "the", ",", "x²", "ship's", "π", "...", "a"), {
    minLength: 1,
    maxLength: 15,
  })
  .map((parts) => parts.join(" "));

describe("DSIR", () => {
  it("hashes as p-lambda/dsir does: sha256 of the UTF-8 bytes modulo 10,000", () => {
    // int(hashlib.sha256(b"a").hexdigest(), 16) % 10000 in Python
    expect(ngramBucket("a")).toBe(3499);
    expect(ngramBucket("the whale")).toBe(4595);
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (ngram) => {
        expect(ngramBucket(ngram)).toBe(bruteBucket(ngram));
      }),
    );
  });

  it("cuts words and punctuation as WordPunct does", () => {
    expect(wordPunct("Good muffins cost $3.88\nin New_York...")).toEqual([
      "Good",
      "muffins",
      "cost",
      "$",
      "3",
      ".",
      "88",
      "in",
      "New_York",
      "...",
    ]);
    expect(wordPunct("cafe\u0301 x²")).toEqual(["cafe", "\u0301", "x²"]);
  });

  it("has n unigrams and n − 1 bigrams of the lower-cased text", () => {
    expect([...ngramBuckets("The Whale")]).toEqual([
      bruteBucket("the"),
      bruteBucket("whale"),
      bruteBucket("the whale"),
    ]);
    expect(ngramBuckets("")).toHaveLength(0);
    expect(ngramBuckets("whale")).toHaveLength(1);
  });

  it("scores as a brute-force recomputation does", () => {
    const texts = fc.array(text, { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(texts, texts, text, (target, raw, scored) => {
        const ratios = logRatios(
          fitDistribution(target.map(ngramBuckets)),
          fitDistribution(raw.map(ngramBuckets)),
        );
        const share = (counts: number[], at: number): number =>
          (counts[at] ?? 0) / counts.reduce((sum, count) => sum + count, 0);
        const [targetCounts, rawCounts] = [bruteCounts(target), bruteCounts(raw)];
        const expected = bruteCounts([scored]).reduce(
          (sum, count, at) =>
            count === 0
              ? sum
              : sum +
                count * (Math.log(share(targetCounts, at) + 1e-8) - Math.log(share(rawCounts, at) + 1e-8)),
          0,
        );
        expect(dsirScore(ngramBuckets(scored), ratios)).toBeCloseTo(expected, 8);
      }),
      { numRuns: 30 },
    );
  });

  it("is not divided by the length: twice the n-grams, twice the score", () => {
    const ratios = logRatios(
      fitDistribution([ngramBuckets("sea whale")]),
      fitDistribution([ngramBuckets("land horse sea")]),
    );
    const once = ngramBuckets("whale");
    expect(dsirScore(new Uint16Array([...once, ...once]), ratios)).toBe(2 * dsirScore(once, ratios));
    expect(dsirScore(ngramBuckets(""), ratios)).toBe(0);
  });

  it("gives 0 where target and raw are the same", () => {
    const same = fitDistribution([ngramBuckets("call me ishmael")]);
    expect(dsirScore(ngramBuckets("call me anything"), logRatios(same, same))).toBe(0);
  });

  it("refuses to fit texts without words", () => {
    expect(() => fitDistribution([ngramBuckets("")])).toThrow(StudioError);
  });
});
