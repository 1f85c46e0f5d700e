import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pairedDifference } from "@/core/evaluation/paired-difference";
import { pooledItems } from "@/core/evaluation/pooled-items";
import type { TaskItems } from "@/core/evaluation/task-result";

const itemsOf = (outcomes: readonly (number | null)[], first = 0): TaskItems => ({
  ids: outcomes.map((_, at) => String(first + at)),
  hashes: outcomes.map((_, at) => `h${String(first + at)}`),
  outcomes: { "acc,none": [...outcomes] },
});

const differ = (from: TaskItems, to: TaskItems, seed = 1) => pairedDifference(from, to, "acc,none", seed);
const answers = fc.array(fc.constantFrom(0, 1), { minLength: 1, maxLength: 60 });

describe("the difference of two models on the same items", () => {
  it("is that of their accuracies, within its interval, and its opposite the other way round", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(0, 1), fc.constantFrom(0, 1)), { minLength: 1 }),
        (pairs) => {
          const [from, to] = [itemsOf(pairs.map(([a]) => a)), itemsOf(pairs.map(([, b]) => b))];
          const found = differ(from, to);
          const right = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + pair[side], 0) / pairs.length;
          expect(found).toMatchObject({ items: pairs.length, unpaired: 0 });
          expect(found.difference).toBeCloseTo(right(1) - right(0), 10);
          expect(found.low).toBeLessThanOrEqual((found.difference ?? 0) + 1e-9);
          expect(found.high).toBeGreaterThanOrEqual((found.difference ?? 0) - 1e-9);
          expect(differ(to, from).difference).toBeCloseTo(-(found.difference ?? 0), 10);
        },
      ),
    );
  });

  it("has an interval as wide as the binomial law of the draws says", () => {
    // 300 items better, 100 worse, 600 alike: the mean of a draw has variance (0.4 − 0.2²) / 1000.
    const from = itemsOf(Array.from({ length: 1_000 }, (_, at) => (at < 100 ? 1 : 0)));
    const to = itemsOf(Array.from({ length: 1_000 }, (_, at) => (at >= 100 && at < 400 ? 1 : 0)));
    const { difference, low, high } = differ(from, to);
    const half = 1.96 * Math.sqrt((0.4 - 0.2 ** 2) / 1_000);
    expect(difference).toBeCloseTo(0.2, 12);
    expect(Math.abs((low ?? 0) - (0.2 - half))).toBeLessThan(0.006);
    expect(Math.abs((high ?? 0) - (0.2 + half))).toBeLessThan(0.006);
    expect(differ(from, to, 1)).toEqual(differ(from, to, 1));
  });

  it("counts what only one of them was asked, or asked otherwise, apart", () => {
    const from = itemsOf([1, 0, 1, null]);
    const to = { ...itemsOf([1, 1, 1, 1]), hashes: ["h0", "h1", "another question", "h3"] };
    expect(differ(from, to)).toMatchObject({ items: 2, difference: 0.5, unpaired: 3 });
    expect(differ(itemsOf([1]), itemsOf([1], 7))).toEqual({
      ...{ items: 0, unpaired: 2, difference: null, low: null, high: null },
    });
  });
});

describe("the outcomes of several runs", () => {
  it("are their means item by item, over the items that all were asked", () => {
    fc.assert(
      fc.property(answers, answers, (first, second) => {
        const pooled = pooledItems([itemsOf(first), itemsOf(second)], "acc,none");
        const length = Math.min(first.length, second.length);
        expect(pooled.ids).toEqual(Array.from({ length }, (_, at) => String(at)));
        expect(pooled.outcomes["acc,none"]).toEqual(
          Array.from({ length }, (_, at) => ((first[at] ?? 0) + (second[at] ?? 0)) / 2),
        );
      }),
    );
  });
});
