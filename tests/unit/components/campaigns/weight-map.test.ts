import { describe, expect, it } from "vitest";
import {
  drawWeightMap,
  prepareWeightMap,
  weightMapChart,
  weightMapPlace,
  weightMapSentence,
} from "@/components/campaigns/weight-map.prepare";
import { RATER_IDS, RATERS } from "@/core/raters";

/** A vector of two raters: the first has `share` of the weight, the third the rest. */
const of = (share: number): number[] =>
  RATER_IDS.map((_, at) => (at === 0 ? share * 1e6 : at === 2 ? (1 - share) * 1e6 : 0));
const [first, , third] = RATERS.map(({ label }) => label);

/** The more the first rater has, the lower the loss. */
const measured = [0.1, 0.4, 0.2, 0.9, 0.6, 0.3, 0.8, 0.7].map((share, at) => ({
  ...{ number: at + 1, loss: 6 - share, weights: of(share) },
}));

describe("weights by loss", () => {
  const map = prepareWeightMap(measured);

  it("put the lowest loss first and what goes with it on top, leaving out raters without weight", () => {
    expect(map.proxies.map(({ number }) => number)).toEqual([4, 7, 8, 5, 2, 6, 3, 1]);
    expect(map.rows.map(({ label, correlation }) => [label, correlation.value])).toEqual([
      [first, -1],
      [third, 1],
    ]);
    expect(map.rows[0]?.shares).toEqual([0.9, 0.8, 0.7, 0.6, 0.4, 0.3, 0.2, 0.1]);
  });

  it("say what goes with a low loss", () => {
    expect(weightMapSentence(map)).toBe(
      `More ${first ?? ""} goes with a lower loss, more ${third ?? ""} with a higher one`,
    );
  });

  it("say nothing where nothing is beyond chance", () => {
    const mixed = measured.map((proxy, at) => ({
      ...proxy,
      loss: [6, 5, 7, 6.5, 5.5, 7.5, 5.2, 6.2][at] ?? 6,
    }));
    expect(weightMapSentence(prepareWeightMap(mixed))).toBe(
      "No weight goes with the loss beyond chance among 8 proxies",
    );
  });

  it("name no rater that looks clear only because many are looked at", () => {
    const swapped = [2, 1, 4, 3, 6, 5, 8, 7].map((loss, at) => ({ number: at + 1, loss, at }));
    /** The first rater's weight grows with the loss (ρ = 0.90, p = 0.017); the others have the same everywhere. */
    const among = (raters: number) =>
      swapped.map(({ at, ...proxy }) => ({
        ...proxy,
        weights: RATER_IDS.map((_, rater) => (rater === 0 ? at + 1 : rater < raters ? 1 : 0)),
      }));
    expect(weightMapSentence(prepareWeightMap(among(1)))).toBe(`More ${first ?? ""} goes with a higher loss`);
    expect(weightMapSentence(prepareWeightMap(among(10)))).toContain("beyond chance among 8 proxies");
  });

  it("are read cell by cell in words", () => {
    expect(weightMapPlace(map, 1)).toBe(
      `Proxy 7, loss 5.2000: ${first ?? ""} has 80.0 % of its weight. ρ with the loss over all proxies −1.00.`,
    );
    expect(weightMapPlace(map, 8)).toMatch(new RegExp(`^Proxy 4, loss 5.1000: ${third ?? ""} has 10.0 %`));
  });

  it("are taken along with every number that is drawn", () => {
    const { table, drawing } = weightMapChart("Try", map, 600);
    expect(table.rows[0]).toEqual([4, 5.1, 90, expect.closeTo(10, 9)]);
    expect(table.rows).toHaveLength(8);
    expect(drawing).toEqual(drawWeightMap(map, 600));
  });
});
