import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { trainPoints, validationPoints } from "@/core/comparison/curve-points";
import { DocumentSet } from "@/core/comparison/document-set";
import { itemKey, readItemKey } from "@/core/comparison/item";
import { countLengths, LENGTH_EDGES, lengthBin } from "@/core/comparison/lengths";
import { mixRecipes, usefulOrder } from "@/core/comparison/mix-recipes";
import { orderByKey } from "@/core/comparison/order-by-key";
import { jaccardOf, MOST_REGIONS, overlapsOf } from "@/core/comparison/overlaps";
import { countRegions, divide, undivided } from "@/core/comparison/regions";
import { spreadOf } from "@/core/comparison/spread";
import { parseRecipe, type Recipe } from "@/core/recipe";

const setOf = (documents: number, ordinals: readonly number[]): DocumentSet => {
  const set = new DocumentSet(documents);
  for (const ordinal of ordinals) set.add(ordinal);
  return set;
};

describe("lengths of documents", () => {
  it("fall into the first bin whose end they do not exceed", () => {
    const nearEdges = fc
      .tuple(fc.constantFrom(...LENGTH_EDGES), fc.integer({ min: -2, max: 2 }))
      .map(([edge, off]) => edge + off);
    const lengths = fc.oneof(nearEdges, fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.nat(100));
    fc.assert(
      fc.property(lengths, (length) => {
        const first = LENGTH_EDGES.findIndex((edge) => length <= edge);
        expect(lengthBin(length)).toBe(first === -1 ? LENGTH_EDGES.length : first);
      }),
    );
  });

  it("are counted once each", () => {
    const counts = countLengths(Uint32Array.of(0, 16, 17, 24, 25, 2 ** 32 - 1));
    expect(counts.slice(0, 3)).toEqual([2, 2, 1]);
    expect(counts.at(-1)).toBe(1);
    expect(counts).toHaveLength(LENGTH_EDGES.length + 1);
  });
});

describe("ordering ordinals by key", () => {
  it("is what a stable comparison sort makes of it, NaN last", () => {
    const key = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, -1, Number.NaN, 5e-324, -5e-324));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(1000), key), { maxLength: 60 }), (given) => {
        const last = (value: number): number => (Number.isNaN(value) ? Infinity : value);
        const expected = given
          .map(([ordinal, value]) => ({ ordinal, value: last(value) }))
          .sort((a, b) => (a.value === b.value ? 0 : a.value - b.value))
          .map(({ ordinal }) => ordinal);
        const ordinals = Uint32Array.from(given, ([ordinal]) => ordinal);
        const keys = Float64Array.from(given, ([, value]) => value);
        expect([...orderByKey(ordinals, keys)]).toEqual(expected);
      }),
    );
  });
});

describe("regions", () => {
  it("beyond those told one by one are told together", () => {
    // Set b holds the documents whose number has bit b: each of 2⁸ − 1 numbers above 0 is a region, number n has n + 1 documents.
    const numbers = Array.from({ length: 256 }, (_, number) => number);
    const documents = numbers.flatMap((number) => new Array<number>(number + 1).fill(number));
    const sets = Array.from({ length: 8 }, (_, bit) =>
      setOf(
        documents.length,
        documents.flatMap((number, ordinal) => ((number >> bit) & 1 ? [ordinal] : [])),
      ),
    );
    const regions = sets.reduce(divide, undivided(documents.length));
    expect(regions.count).toBe(256);
    const tokens = Uint32Array.from(documents, (number) => 10 * number);
    const found = overlapsOf(sets, countRegions(regions, tokens));
    const largest = numbers.slice(1).reverse();
    const bitsOf = (number: number) => [0, 1, 2, 3, 4, 5, 6, 7].filter((bit) => (number >> bit) & 1);
    expect(found.regions).toEqual(
      largest.slice(0, MOST_REGIONS).map((number) => ({
        ...{ members: bitsOf(number), documents: number + 1, tokens: 10 * number * (number + 1) },
      })),
    );
    const others = largest.slice(MOST_REGIONS);
    expect(found.otherRegions).toEqual({
      regions: 55,
      documents: others.reduce((sum, number) => sum + number + 1, 0),
      tokens: others.reduce((sum, number) => sum + 10 * number * (number + 1), 0),
    });
    const both = documents.filter((number) => (number & 3) === 3);
    expect(found.common[0]?.[1]).toEqual({
      documents: both.length,
      tokens: both.reduce((sum, number) => sum + 10 * number, 0),
    });
  });

  it("of a corpus without documents are none", () => {
    const regions = divide(undivided(0), setOf(0, []));
    expect(regions.count).toBe(0);
    expect(overlapsOf([setOf(0, [])], countRegions(regions, new Uint32Array(0))).regions).toEqual([]);
  });
});

describe("what sets have in common", () => {
  it("is their overlap over what is in either, and all of it where neither has anything", () => {
    const count = (documents: number, tokens: number) => ({ documents, tokens });
    expect(jaccardOf(count(3, 30), count(2, 50), count(1, 20))).toEqual({
      byDocuments: 1 / 4,
      byTokens: 20 / 60,
    });
    expect(jaccardOf(count(0, 0), count(0, 0), count(0, 0))).toEqual({ byDocuments: 1, byTokens: 1 });
  });
});

describe("places on a way", () => {
  it("begin with the ends and halve what is left, each once", () => {
    expect(usefulOrder(4)).toEqual([0, 4, 2, 1, 3]);
    expect(usefulOrder(5)).toEqual([0, 5, 2, 1, 3, 4]);
    for (let steps = 2; steps <= 50; steps += 1)
      expect(usefulOrder(steps).sort((a, b) => a - b)).toEqual(
        Array.from({ length: steps + 1 }, (_, at) => at),
      );
  });
});

describe("a recipe on the way", () => {
  const recipe = (weights: Recipe["weights"]): Recipe => ({
    ...{
      name: "a".repeat(120),
      weights,
      normalisation: "zscore",
      budget: { tokens: 100 },
      note: "of the first",
    },
    ...{ directions: { word_count: -1 }, missing: "exclude", domains: { rule: "global" } },
  });

  it("has weights that sum to 1, the directions of whoever weighs the rater, and a name that can be saved", () => {
    const second = { ...recipe({ dsir_books: 3, fluency: 1 }), budget: { tokens: 201 }, directions: {} };
    const mixed = mixRecipes(recipe({ word_count: 5 }), second, 0.25);
    expect(mixed).toMatchObject({
      weights: { word_count: 0.75, dsir_books: 0.1875, fluency: 0.0625 },
      directions: { word_count: -1, dsir_books: 1, fluency: 1 },
      budget: { tokens: 125 },
    });
    expect(mixed.note).toBeUndefined();
    expect(parseRecipe(mixed)).toEqual(mixed);
  });

  it("keeps the sum of the weights under a temperature, against which noise counts", () => {
    const [first, second] = [recipe({ word_count: 2 }), recipe({ dsir_books: 2 })];
    const mixed = mixRecipes({ ...first, temperature: 1 }, { ...second, temperature: 1 }, 0.5);
    expect(mixed.weights).toEqual({ word_count: 1, dsir_books: 1 });
  });
});

describe("curves", () => {
  const point = (step: number, loss: number | null) => ({
    ...{ step, tokens: 10 * step, loss, learningRate: 1, gradNorm: 1, tokensPerSecond: 1, mfu: null },
  });

  it("of up to a thousand finite losses are told as they are", () => {
    expect(trainPoints({ train: [point(1, 3), point(2, null), point(3, 2)] })).toEqual([
      { tokens: 10, loss: 3 },
      { tokens: 30, loss: 2 },
    ]);
  });

  it("that are longer are told as means of a thousand equal stretches", () => {
    const points = trainPoints({ train: Array.from({ length: 3000 }, (_, at) => point(at + 1, at)) });
    expect(points).toHaveLength(1000);
    expect(points[0]).toEqual({ tokens: 30, loss: 1 });
    expect(points[999]).toEqual({ tokens: 30_000, loss: 2998 });
  });

  it("of validation leave out what is not finite", () => {
    const validation = [
      { step: 1, tokens: 5, loss: null, byDomain: { c4: 1 } },
      { step: 2, tokens: 10, loss: 1, byDomain: { c4: null, book: 2 } },
    ];
    expect(validationPoints({ validation })).toEqual([{ tokens: 10, loss: 1, byDomain: { book: 2 } }]);
  });
});

describe("a spread", () => {
  it("has the sample deviation, which one run has not", () => {
    expect(spreadOf([])).toBeNull();
    expect(spreadOf([2])).toEqual({ mean: 2, sd: null, runs: 1 });
    expect(spreadOf([1, 2, 3, 6])).toEqual({ mean: 3, sd: Math.sqrt(14 / 3), runs: 4 });
  });
});

describe("keys of items", () => {
  it("read back as they were written, and nothing else does", () => {
    for (const kind of ["version", "selection", "run"] as const) {
      const ref = { kind, id: "0b0e8f5c" };
      expect(readItemKey(itemKey(ref))).toEqual(ref);
    }
    for (const key of ["", "version:", "recipe:1", "version", `run:${"a".repeat(65)}`])
      expect(readItemKey(key)).toBeNull();
  });
});
