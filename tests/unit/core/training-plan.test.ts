import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { modelOf } from "@/core/models";
import { defaultTrainSettings } from "@/core/train-settings";
import { trainingPlan } from "@/core/training-plan";

describe("training plan", () => {
  it("counts steps, tokens, passes and bytes exactly", () => {
    const plan = trainingPlan(
      [
        { domain: "book", documents: 100, tokens: 7_800 },
        { domain: "c4", documents: 500, tokens: 1_000 },
      ],
      modelOf("tiny").shape,
      { tokenBudget: 20_500, batchTokens: 2_000 },
    );
    expect(plan).toMatchObject({ steps: 10, tokens: 20_000, passTokens: 10_000, epochs: 2 });
    expect(plan.domains).toEqual([
      { domain: "book", documents: 100, tokens: 7_800, share: 0.8, trainTokens: 16_000, epochs: 2 },
      { domain: "c4", documents: 500, tokens: 1_000, share: 0.2, trainTokens: 4_000, epochs: 2 },
    ]);
    expect(plan.modelBytes).toBe(4 * plan.parameters);
    expect(plan.checkpointBytes).toBe(12 * plan.parameters);
  });

  it("gives the published hours of 1.3B on 32 A800 at the published MFU", () => {
    const plan = trainingPlan([], modelOf("1.3B").shape, defaultTrainSettings("1.3B"), 0.517);
    const a800 = plan.gpus.find(({ gpu }) => gpu.id === "a800");
    expect(Math.round((a800?.hours ?? 0) / 32)).toBe(14);
  });

  it("hands every token to one domain", () => {
    const domain = fc.record({
      domain: fc.string(),
      documents: fc.nat(1e6),
      tokens: fc.integer({ min: 1, max: 1e12 }),
    });
    fc.assert(
      fc.property(fc.array(domain, { minLength: 1, maxLength: 9 }), (selected) => {
        const plan = trainingPlan(selected, modelOf("tiny").shape, defaultTrainSettings("tiny"));
        const total = plan.domains.reduce((sum, each) => sum + each.trainTokens, 0);
        expect(total / plan.tokens).toBeCloseTo(1, 9);
      }),
    );
  });
});
