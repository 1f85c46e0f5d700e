import { expect, it } from "vitest";
import { prepareRaterCard } from "@/components/corpus/rater-card.prepare";
import { QUANTILES } from "@/core/statistics";

const statistics = (quantiles: number[]) => ({
  value: {
    n: 100,
    missing: 3,
    min: quantiles[0] ?? 0,
    max: quantiles.at(-1) ?? 0,
    mean: 0,
    sd: 1,
    quantiles,
  },
  argmax: null,
  provenance: "imported" as const,
});

it("shows an even rater evenly between its 1st and 99th percentile, tails at the ends", () => {
  const card = prepareRaterCard(statistics(Array.from({ length: QUANTILES }, (_, index) => index)));
  expect([card.low, card.median, card.high, card.missing, card.constant]).toEqual([41, 2048, 4055, 3, false]);
  expect(card.bins).toHaveLength(36);
  expect(card.bins[0]).toBeCloseTo(41 / 4096 + 4014 / 36 / 4096, 10);
  expect(card.bins[18]).toBeCloseTo(4014 / 36 / 4096, 10);
});

it("knows a constant rater", () => {
  const card = prepareRaterCard(statistics(new Array<number>(QUANTILES).fill(2)));
  expect(card.constant).toBe(true);
  expect(card.bins.filter((bin) => bin > 0)).toEqual([1]);
});
