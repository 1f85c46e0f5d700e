import fc from "fast-check";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { describe, expect, it } from "vitest";
import { allocate, drawEqually, drawInProportion, generator } from "@/core/review/draw";
import { weightedMeans, type WeightedUnit } from "@/core/review/weighted-means";

const unit: fc.Arbitrary<WeightedUnit> = fc.record({
  stratum: fc.constantFrom("a", "b", "c"),
  group: fc.constantFrom("x", "y"),
  weight: fc.integer({ min: 1, max: 50 }),
  values: fc
    .tuple(fc.integer({ min: 0, max: 5 }), fc.constantFrom(0, 1))
    .map(([level, keep]) => [level, keep]),
});

/** A unit of weight 7 written out seven times. */
const writtenOut = (units: readonly WeightedUnit[], figure: number): number[] =>
  units.flatMap(({ weight, values }) => new Array<number>(weight).fill(values[figure] ?? Number.NaN));
const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, one) => sum + one, 0) / values.length;

describe("weighted means", () => {
  it("are the plain means of as many copies of each unit as its weight says, over all and by group", () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 25 }), (units) => {
        const { all, groups } = weightedMeans(units, { seed: 1, draws: 20 });
        expect([...groups.keys()]).toEqual([...new Set(units.map(({ group }) => group))].sort());
        for (const figure of [0, 1]) {
          expect(all[figure]?.value).toBeCloseTo(meanOf(writtenOut(units, figure)), 12);
          for (const [name, means] of groups) {
            const own = units.filter(({ group }) => group === name);
            expect(means[figure]?.value).toBeCloseTo(meanOf(writtenOut(own, figure)), 12);
          }
        }
      }),
    );
  });

  it("have ends between the smallest and the largest value, and none where all values are the same", () => {
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 25 }), (units) => {
        const { all } = weightedMeans(units, { seed: 2, draws: 40 });
        for (const figure of [0, 1]) {
          const values = units.map((one) => one.values[figure] ?? 0);
          const { low, high } = all[figure] ?? { low: null, high: null };
          if (new Set(values).size === 1) expect([low, high]).toEqual([null, null]);
          else {
            expect(low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12);
            expect(high).toBeLessThanOrEqual(Math.max(...values) + 1e-12);
            expect(low).toBeLessThanOrEqual(high ?? Number.NaN);
          }
        }
        expect(weightedMeans(units, { seed: 2, draws: 40 }).all).toEqual(all);
      }),
    );
  });

  it("vary within a stratum only: strata of equal values leave nothing open", () => {
    const units = ["a", "b"].flatMap((stratum, value) =>
      Array.from({ length: 5 }, () => ({ stratum, group: "", weight: 3, values: [value] })),
    );
    expect(weightedMeans(units, { seed: 1 }).all).toEqual([{ value: 0.5, low: 0.5, high: 0.5 }]);
    const together = units.map((one) => ({ ...one, stratum: "" }));
    const [open] = weightedMeans(together, { seed: 1 }).all;
    expect(open?.low).toBeLessThan(0.3);
    expect(open?.high).toBeGreaterThan(0.7);
  });

  it("take a stratum of one unit together with the next smallest, which leaves it open", () => {
    const units = [
      { stratum: "a", group: "", weight: 1, values: [0] },
      ...Array.from({ length: 4 }, () => ({ stratum: "b", group: "", weight: 1, values: [1] })),
    ];
    const [mean] = weightedMeans(units, { seed: 1 }).all;
    expect(mean?.value).toBe(0.8);
    expect(mean?.low).toBeLessThan(0.6);
    expect(mean?.high).toBe(1);
  });

  it("have the standard error of the mean over n − 1", () => {
    // The bootstrap of n − 1 of n units, weighted up, has the variance s² ÷ n of the textbook.
    const values = [0, 1, 2, 3, 10];
    const units = values.map((value) => ({ stratum: "", group: "", weight: 1, values: [value] }));
    const [mean] = weightedMeans(units, { seed: 1, draws: 20_000 }).all;
    const s2 = values.reduce((sum, value) => sum + (value - 3.2) ** 2, 0) / 4;
    const width = (mean?.high ?? 0) - (mean?.low ?? 0);
    expect(mean?.value).toBeCloseTo(3.2, 12);
    expect(width / (2 * 1.96 * Math.sqrt(s2 / 5))).toBeGreaterThan(0.85);
    expect(width / (2 * 1.96 * Math.sqrt(s2 / 5))).toBeLessThan(1.15);
  });
});

/** A corpus of three domains whose levels and lengths go together, so that unweighted means are off. */
const CORPUS = (() => {
  const random = generator(11);
  return [90, 40, 20].flatMap((size, domain) =>
    Array.from({ length: size }, () => {
      const level = Math.min(5, domain + Math.floor(3 * uniformFloat64(random)));
      return { domain: String(domain), level, tokens: 20 + 60 * level };
    }),
  );
})();
const TRUTH = meanOf(CORPUS.map(({ level }) => level));
const WANTED = 45;

interface Member {
  readonly position: number;
  readonly inclusion: number;
}

const DRAWINGS: readonly {
  readonly name: string;
  readonly byDomain: boolean;
  readonly draw: (seed: number) => Member[];
}[] = [
  {
    name: "random",
    byDomain: false,
    draw: (seed) => drawEqually(CORPUS.length, WANTED, generator(seed)),
  },
  {
    name: "as many from each domain",
    byDomain: true,
    draw: (seed) => {
      const random = generator(seed);
      const strata = ["0", "1", "2"].map((name) =>
        CORPUS.flatMap(({ domain }, position) => (domain === name ? [position] : [])),
      );
      const parts = allocate(
        strata.map((stratum) => stratum.length),
        WANTED,
      );
      return strata.flatMap((stratum, at) =>
        drawEqually(stratum.length, parts[at] ?? 0, random).map(({ position, inclusion }) => ({
          position: stratum[position] ?? 0,
          inclusion,
        })),
      );
    },
  },
  {
    name: "in proportion to tokens",
    byDomain: false,
    draw: (seed) =>
      drawInProportion(
        CORPUS.map(({ tokens }) => tokens),
        WANTED,
        generator(seed),
      ),
  },
];

describe.each(DRAWINGS)("drawn again and again, $name", ({ name, byDomain, draw }) => {
  const unitsOf = (seed: number): WeightedUnit[] =>
    draw(seed).flatMap(({ position, inclusion }) => {
      const document = CORPUS[position];
      if (document === undefined) return [];
      const stratum = byDomain ? document.domain : "";
      return [{ stratum, group: document.domain, weight: 1 / inclusion, values: [document.level] }];
    });

  it("the mean estimate is the mean of the corpus, where the unweighted one is not", () => {
    const draws = 2000;
    const found: number[] = [];
    const plain: number[] = [];
    for (let seed = 1; seed <= draws; seed += 1) {
      const units = unitsOf(seed);
      found.push(weightedMeans(units, { seed, draws: 0 }).all[0]?.value ?? Number.NaN);
      plain.push(meanOf(units.map(({ values }) => values[0] ?? Number.NaN)));
    }
    const mean = meanOf(found);
    const error = Math.sqrt(meanOf(found.map((one) => (one - mean) ** 2)) / draws);
    // Three standard errors; a ratio is off by less than a tenth of what one draw varies (Särndal 1992, 5.6).
    const bias = name === "in proportion to tokens" ? 0.1 * error * Math.sqrt(draws) : 0;
    expect(Math.abs(mean - TRUTH)).toBeLessThan(3 * error + bias);
    if (name !== "random") expect(Math.abs(meanOf(plain) - TRUTH)).toBeGreaterThan(0.3);
  });

  it("the interval holds the mean of the corpus about as often as it says", () => {
    const draws = 300;
    let held = 0;
    for (let seed = 1; seed <= draws; seed += 1) {
      const estimate = weightedMeans(unitsOf(seed), { seed, draws: 200 }).all[0];
      const [low, high] = [estimate?.low ?? Number.NaN, estimate?.high ?? Number.NaN];
      if (low <= TRUTH && TRUTH <= high) held += 1;
    }
    // 95 % less three standard errors; weights of 1 to 16 leave too narrow an interval to 45 documents.
    const promised = name === "in proportion to tokens" ? 0.9 : 0.95;
    expect(held / draws).toBeGreaterThan(promised - 3 * Math.sqrt((promised * (1 - promised)) / draws));
  });
});
