import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { levelOf } from "@/server/services/corpus/importing/expected-level";

describe("the level of a classifier", () => {
  it("is the middle and the lowest index when all logits are equal", () => {
    expect(levelOf([1, 1, 1, 1, 1, 1])).toEqual({ expected: 2.5, argmax: 0 });
    expect(levelOf([-3, 7, 7])).toMatchObject({ argmax: 1 });
  });

  it("weighs each level by its probability", () => {
    expect(levelOf([0, Math.log(3)]).expected).toBeCloseTo(0.75, 15);
  });

  it("stands logits whose exponential would overflow", () => {
    expect(levelOf([1000, 0])).toEqual({ expected: 0, argmax: 0 });
    expect(levelOf([-1e30, 1e30])).toEqual({ expected: 1, argmax: 1 });
  });

  it("does not change when a constant is added to all logits", () => {
    const logit = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(fc.array(logit, { minLength: 2, maxLength: 6 }), logit, (logits, shift) => {
        expect(levelOf(logits.map((value) => value + shift))).toEqual(levelOf(logits));
      }),
    );
  });
});
