import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate, drawEqually, drawInProportion, generator } from "@/core/review/draw";

const seed = fc.integer({ min: 0, max: 2 ** 31 - 1 });

describe("a draw with equal probabilities", () => {
  it("takes as many as are wanted and there, each once, with the probability it had", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(250), seed, (size, wanted, from) => {
        const drawn = drawEqually(size, wanted, generator(from));
        const taken = Math.min(size, wanted);
        expect(new Set(drawn.map(({ position }) => position)).size).toBe(taken);
        for (const { position, inclusion } of drawn) {
          expect(position).toBeLessThan(size);
          expect(inclusion).toBe(taken / size);
        }
        expect(drawEqually(size, wanted, generator(from))).toEqual(drawn);
      }),
    );
  });
});

describe("a stratified draw", () => {
  it("is as equal as the strata allow", () => {
    expect(allocate([100, 100, 100], 30)).toEqual([10, 10, 10]);
    expect(allocate([3, 100, 100], 30)).toEqual([3, 14, 13]);
    expect(allocate([0, 5, 1], 100)).toEqual([0, 5, 1]);
    expect(allocate([9, 9, 9], 2)).toEqual([1, 1, 0]);
    expect(allocate([3, 4], 5)).toEqual([3, 2]);
  });

  it("takes all that is wanted, and from no stratum fewer than from another that is smaller", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { minLength: 1, maxLength: 9 }), fc.nat(300), (sizes, wanted) => {
        const parts = allocate(sizes, wanted);
        const all = sizes.reduce((sum, size) => sum + size, 0);
        expect(parts.reduce((sum, part) => sum + part, 0)).toBe(Math.min(all, wanted));
        const full = sizes.map((size, at) => parts[at] === size);
        const open = parts.filter((_, at) => full[at] === false);
        parts.forEach((part, at) => expect(part).toBeLessThanOrEqual(sizes[at] ?? 0));
        if (open.length > 0) {
          expect(Math.max(...open) - Math.min(...open)).toBeLessThanOrEqual(1);
          // What does not divide makes one more for the first ones, which may fill a small stratum: 3 and 2 of 3 and 4.
          parts.forEach((part) => expect(part).toBeLessThanOrEqual(Math.min(...open) + 1));
        }
      }),
    );
  });
});

describe("a draw in proportion to size", () => {
  it("has probabilities in proportion, 1 at most, that sum to what is wanted over all", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1000), { minLength: 2, maxLength: 60 }),
        fc.integer({ min: 1, max: 59 }),
        seed,
        (sizes, wanted, from) => {
          const taken = Math.min(wanted, sizes.length);
          const drawn = drawInProportion(sizes, wanted, generator(from));
          expect(new Set(drawn.map(({ position }) => position)).size).toBe(drawn.length);
          expect(drawn).toHaveLength(taken);
          const open = drawn.filter(({ inclusion }) => inclusion < 1);
          const [first] = open;
          for (const { position, inclusion } of open) {
            expect(inclusion).toBeGreaterThan(0);
            const size = Math.max(1, sizes[position] ?? 0);
            expect(inclusion / size).toBeCloseTo(
              (first?.inclusion ?? 0) / Math.max(1, sizes[first?.position ?? 0] ?? 0),
              12,
            );
          }
        },
      ),
    );
  });

  it("takes each as often as its probability says, over many draws", () => {
    const sizes = [1, 2, 3, 4, 30];
    const draws = 4000;
    const taken = sizes.map(() => 0);
    for (let from = 0; from < draws; from += 1)
      for (const { position } of drawInProportion(sizes, 2, generator(from)))
        taken[position] = (taken[position] ?? 0) + 1;
    // The last is certain; one of the others by its tenths. Three standard errors are 0.024.
    const expected = [0.1, 0.2, 0.3, 0.4, 1];
    taken.forEach((count, at) => expect(Math.abs(count / draws - (expected[at] ?? 0))).toBeLessThan(0.024));
  });
});
