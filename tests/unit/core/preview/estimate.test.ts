import { describe, expect, it } from "vitest";
import { countError, normalError, shareError, totalVariance, type Moments } from "@/core/preview/estimate";

const moments = (rows: readonly { tokens: number; p: number }[]): Moments => {
  const sum = (of: (w: number, y: number, f: number) => number): number =>
    rows.reduce((total, { tokens, p }) => total + of(tokens / p, 1 / p, 1 - p), 0);
  return {
    rows: rows.length,
    w: sum((w, _, f) => f * w),
    y: sum((_, y, f) => f * y),
    ww: sum((w, _, f) => f * w * w),
    wy: sum((w, y, f) => f * w * y),
    yy: sum((_, y, f) => f * y * y),
    fourth: sum((_, y, f) => (f * y * y) ** 2),
  };
};

describe("totalVariance", () => {
  it("is that of simple random sampling when all probabilities are equal", () => {
    // 4 of 10, of which 3 count: N²(1 − n/N)s²/n with s² = 0.25.
    const chosen = moments([1, 2, 3].map((tokens) => ({ tokens, p: 0.4 })));
    const variance = totalVariance([{ moments: chosen, perToken: 0, perDocument: 1 }], {
      rows: 4,
      weight: 4 * 0.6,
    });
    expect(variance).toBeCloseTo((100 * 0.6 * 0.25) / 4, 10);
  });

  it("is 0 for the total that the probabilities are proportional to", () => {
    const chosen = moments([10, 20, 40].map((tokens) => ({ tokens, p: tokens / 100 })));
    const weight = 0.9 + 0.8 + 0.6;
    expect(
      totalVariance([{ moments: chosen, perToken: 1, perDocument: 0 }], { rows: 3, weight }),
    ).toBeCloseTo(0, 6);
  });

  it("is 0 when every row was taken for certain", () => {
    const chosen = moments([{ tokens: 5, p: 1 }]);
    expect(totalVariance([{ moments: chosen, perToken: 1, perDocument: 1 }], { rows: 0, weight: 0 })).toBe(0);
  });
});

describe("the half widths", () => {
  it("are 1.96 standard errors of a total", () => {
    expect(normalError(4)).toBeCloseTo(3.92, 3);
  });

  it("widen for a count that rests on few rows, as Student's t does", () => {
    const even = (rows: number) => [moments(Array.from({ length: rows }, () => ({ tokens: 1, p: 0.5 })))];
    expect(countError(1, even(5))).toBeCloseTo(2.571, 2);
    expect(countError(1, even(30))).toBeCloseTo(2.042, 3);
    expect(countError(1, even(1000))).toBeCloseTo(1.962, 3);
  });

  it("of a share none of whose rows is in reach to Wilson's upper end", () => {
    expect(shareError(0, 0, 100)).toBeCloseTo(0.03699, 4);
    expect(shareError(1, 0, 100)).toBeCloseTo(0.03699, 4);
  });

  it("of a share agree with the normal ones in large samples", () => {
    expect(shareError(0.3, (0.3 * 0.7) / 1e6, 1e6)).toBeCloseTo(1.96 * Math.sqrt(0.21 / 1e6), 5);
  });

  it("are 0 when no row of the selection was left to chance", () => {
    expect(shareError(0, 0, 0)).toBe(0);
    expect(shareError(0.4, 0, 0)).toBe(0);
  });
});
