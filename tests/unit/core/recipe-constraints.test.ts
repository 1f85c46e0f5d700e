import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseRecipe, type Recipe } from "@/core/recipe";
import {
  anotherSeed,
  leastLeft,
  withBound,
  withCap,
  withFilters,
  withTemperature,
  type Bounds,
} from "@/core/recipe-constraints";

const RECIPE: Recipe = parseRecipe({
  name: "draft",
  weights: { fluency: 1 },
  normalisation: "rank",
  budget: { share: 0.1 },
});

describe("filters of a recipe", () => {
  it("come, and go without leaving a trace", () => {
    const filtered = withFilters(RECIPE, { tokens: { min: 5 } });
    expect(filtered.filters).toEqual({ tokens: { min: 5 } });
    expect(withFilters(filtered, {})).toEqual(RECIPE);
    expect(withFilters(filtered, { raters: {} })).toEqual(RECIPE);
  });
});

describe("the cap on groups of a recipe", () => {
  it("comes, changes, and goes without leaving a trace", () => {
    expect(withCap(RECIPE, 3).cap).toEqual({ documents: 3 });
    expect(withCap(withCap(RECIPE, 3), 5).cap).toEqual({ documents: 5 });
    expect(withCap(withCap(RECIPE, 3), null)).toEqual(RECIPE);
  });

  it("is a whole number from 1 to a million, and nothing else", () => {
    for (const cap of [
      { documents: 0 },
      { documents: 1.5 },
      { documents: 1_000_001 },
      { documents: 2, by: "x" },
    ])
      expect(() => parseRecipe({ ...RECIPE, cap })).toThrow("cap");
  });
});

describe("the temperature of a recipe", () => {
  it("keeps its seed while it changes, and takes it along when it goes", () => {
    const noisy = { ...withTemperature(RECIPE, 0.5), seed: 7 };
    expect(withTemperature(noisy, 2)).toMatchObject({ temperature: 2, seed: 7 });
    expect(withTemperature(noisy, null)).toEqual(RECIPE);
    expect(withTemperature(RECIPE, 1)).toMatchObject({ temperature: 1, seed: 0 });
  });

  it("rolls another seed, never the same", () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.nat(200_000), random, (seed, at) => {
        const other = anotherSeed(seed, at);
        expect(other).not.toBe(seed);
        expect(other).toBeGreaterThanOrEqual(0);
        expect(other).toBeLessThan(100_000);
      }),
    );
  });
});

describe("bounds of domains", () => {
  it("keep only what binds", () => {
    expect(withBound({}, "c4", { min: 0, max: 1 })).toEqual({});
    expect(withBound({ c4: { min: 0.1 } }, "c4", { min: 0, max: 1 })).toEqual({});
    expect(withBound({}, "c4", { min: 0.1, max: 1 })).toEqual({ c4: { min: 0.1 } });
  });

  it("leave room for each other: the least share gives way", () => {
    const bounds: Bounds = { c4: { min: 0.6 }, book: { min: 0.3, max: 0.5 } };
    expect(leastLeft(bounds, "book")).toBe(0.4);
    expect(withBound(bounds, "book", { min: 0.8, max: 1 })).toEqual({ c4: { min: 0.6 }, book: { min: 0.4 } });
    expect(withBound(bounds, "book", { min: 0.3, max: 0.2 }).book).toEqual({ min: 0.2, max: 0.2 });
  });

  it("make a recipe that can be read, whatever a hand does", () => {
    const share = fc.integer({ min: 0, max: 1000 }).map((thousandths) => thousandths / 1000);
    const act = fc.record({ domain: fc.constantFrom("a", "b", "c"), min: share, max: share });
    fc.assert(
      fc.property(fc.array(act), (acts) => {
        const bounds = acts.reduce<Bounds>((all, { domain, ...next }) => withBound(all, domain, next), {});
        expect(parseRecipe({ ...RECIPE, domains: { rule: "bounds", bounds } }).domains).toEqual({
          rule: "bounds",
          bounds,
        });
      }),
    );
  });
});
