import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { intersectOrdinals } from "@/server/services/document/intersect-ordinals";

const set = fc.uniqueArray(fc.nat(60), { maxLength: 40 });

describe("intersectOrdinals", () => {
  it("keeps of an order what is in every set, in that order", () => {
    const order = fc.shuffledSubarray(
      Array.from({ length: 50 }, (_, at) => at),
      { minLength: 50, maxLength: 50 },
    );
    fc.assert(
      fc.property(fc.option(order), fc.array(set, { maxLength: 3 }), (given, sets) => {
        const all = given ?? Array.from({ length: 50 }, (_, at) => at);
        const found = intersectOrdinals(
          50,
          given === null ? null : Uint32Array.from(given),
          sets.map((ordinals) => Uint32Array.from(ordinals)),
        );
        expect([...found]).toEqual(all.filter((ordinal) => sets.every((one) => one.includes(ordinal))));
      }),
    );
  });
});
