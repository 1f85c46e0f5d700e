import fc from "fast-check";
import { expect, it } from "vitest";
import { around, placeOf } from "@/core/selection/place-in-ranking";

const scores = fc
  .array(fc.oneof(fc.constantFrom(0, 1, 2, Number.NaN), fc.double({ noNaN: true, min: -3, max: 3 })), {
    minLength: 1,
    maxLength: 40,
  })
  .map((list) => Float64Array.from(list));

const ranking = (list: Float64Array): number[] =>
  [...list.keys()]
    .filter((ordinal) => !Number.isNaN(list[ordinal]))
    .sort((a, b) => (list[b] ?? 0) - (list[a] ?? 0) || a - b);

it("finds the place and the neighbours that sorting everything would", () => {
  fc.assert(
    fc.property(scores, fc.nat({ max: 5 }), (list, count) => {
      const sorted = ranking(list);
      for (const ordinal of list.keys()) {
        const at = sorted.indexOf(ordinal);
        expect(placeOf(list, ordinal)).toEqual(at === -1 ? null : { rank: at + 1, of: sorted.length });
        expect(around(list, ordinal, count)).toEqual(
          at === -1
            ? { above: [], below: [] }
            : {
                above: sorted.slice(Math.max(0, at - count), at),
                below: sorted.slice(at + 1, at + 1 + count),
              },
        );
      }
    }),
  );
});

it("counts only the documents it is told to", () => {
  const list = Float64Array.from([5, 4, 3, 2, Number.NaN]);
  expect(placeOf(list, 2, (ordinal) => ordinal % 2 === 0)).toEqual({ rank: 2, of: 2 });
});

it("has no place for an ordinal that does not exist", () => {
  expect(placeOf(new Float64Array(3), 3)).toBeNull();
});
