import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areaUnderCurve, macroF1, midRanks, spearman } from "@/core/estimates/rank-figures";

const small = fc.integer({ min: -3, max: 3 });

describe("mid-ranks", () => {
  it("are the mean of the places that equal values take", () => {
    expect(midRanks([10, 30, 20, 20, 5])).toEqual([2, 5, 3.5, 3.5, 1]);
    expect(midRanks([])).toEqual([]);
  });
});

describe("Spearman's ρ", () => {
  it("is 1 − 6 Σ d² ÷ (n³ − n) without ties", () => {
    // d = 1, −1, 0, 1, −1: Σ d² = 4.
    const { value, low, high } = spearman([1, 2, 3, 4, 5], [2, 1, 3, 5, 4]);
    expect(value).toBeCloseTo(1 - (6 * 4) / 120, 12);
    const reach = 1.959964 * Math.sqrt((1 + 0.8 ** 2 / 2) / 2);
    expect(low).toBeCloseTo(Math.tanh(Math.atanh(0.8) - reach), 12);
    expect(high).toBeCloseTo(Math.tanh(Math.atanh(0.8) + reach), 12);
  });

  it("has no interval where the order is wholly the same or the reverse: five points do not prove ρ = 1", () => {
    const places = [1, 2, 3, 4, 5, 6, 7];
    expect(spearman(places, [2, 3, 5, 8, 13, 21, 34])).toEqual({ value: 1, low: null, high: null });
    expect(spearman(places, places.toReversed())).toEqual({ value: -1, low: null, high: null });
  });

  it("is not defined where one side says one thing only", () => {
    expect(spearman([1, 1, 1], [1, 2, 3]).value).toBeNull();
    expect(spearman([], []).value).toBeNull();
  });
});

describe("the area under the curve", () => {
  it("is the share of pairs that are in order, equal ones counting half", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(small, fc.boolean()), { maxLength: 30 }), (rows) => {
        const [up, down] = [true, false].map((kind) =>
          rows.filter(([, of]) => of === kind).map(([value]) => value),
        );
        const wins = (up ?? []).flatMap((a) => (down ?? []).map((b) => (a > b ? 1 : a === b ? 0.5 : 0)));
        const { value } = areaUnderCurve(
          rows.map(([of]) => of),
          rows.map(([, of]) => of),
        );
        if (wins.length === 0) expect(value).toBeNull();
        else expect(value).toBeCloseTo(wins.reduce<number>((sum, win) => sum + win, 0) / wins.length, 12);
      }),
    );
  });

  it("has the interval of DeLong", () => {
    // Positives 3, 1 lie above 2/2 and 1/2 of the negatives 0, 2; those lie below 2/2 and 1/2 of the positives.
    const { value, low, high } = areaUnderCurve([3, 1, 0, 2], [true, true, false, false]);
    expect(value).toBe(0.75);
    const reach = 1.959964 * Math.sqrt(0.125 / 2 + 0.125 / 2);
    expect(low).toBeCloseTo(0.75 - reach, 12);
    expect(high).toBe(1);
  });
});

describe("macro-F1", () => {
  it("weighs each class that occurs the same", () => {
    // Classes 0 and 1: 2·2 ÷ (3 + 2) and 2·1 ÷ (1 + 2); class 2 does not occur.
    const confusion = [
      [2, 1, 0],
      [0, 1, 0],
      [0, 0, 0],
    ];
    expect(macroF1(confusion)).toBeCloseTo((4 / 5 + 2 / 3) / 2, 12);
    expect(macroF1([[0]])).toBeNull();
  });
});
