import { describe, expect, it } from "vitest";
import { epochsText, gpuHoursText, preparePlanDomains } from "@/components/training/plan.prepare";
import { firstTrainDraft, planDraft, withModel } from "@/components/training/train-draft";

const DOMAINS = [
  { domain: "book", documents: 10, tokens: 20_000 },
  { domain: "empty", documents: 0, tokens: 0 },
  { domain: "wikipedia", documents: 100, tokens: 40_000 },
];

describe("a training that is not submitted yet", () => {
  it("begins with the tiny model and its settings", () => {
    const { plan, fault } = planDraft(firstTrainDraft(), DOMAINS);
    expect(fault).toBeNull();
    expect(plan).toMatchObject({ steps: 128, tokens: 131_072, passTokens: 60_220 });
  });

  it("takes the settings of the model that is chosen", () => {
    const draft = withModel(firstTrainDraft(), "1.3B");
    expect(draft.train.batchTokens).toBe(4_194_304);
    expect(planDraft(draft, DOMAINS).plan?.parameters).toBe(1_345_423_360);
  });

  it("says in words what is wrong", () => {
    const draft = firstTrainDraft();
    const odd = { ...draft, train: { ...draft.train, batchTokens: 2_000 } };
    expect(planDraft(odd, DOMAINS).fault).toBe(
      "A batch of 2000 tokens is not whole sequences of 256 tokens on 1 process(es). Set the batch to a multiple of 256, such as 2048.",
    );
    const uneven = { ...draft, model: "custom" as const, customShape: { ...draft.customShape, heads: 3 } };
    expect(planDraft(uneven, DOMAINS).fault).toMatch(/hiddenSize is not a multiple of heads/);
  });
});

describe("the epochs of a plan", () => {
  it("leave out domains that nothing is selected from, the largest first", () => {
    const draft = firstTrainDraft();
    const long = { ...draft, train: { ...draft.train, tokenBudget: 262_144 } };
    const { plan } = planDraft(long, DOMAINS);
    expect(
      plan === null
        ? []
        : preparePlanDomains(plan).map(({ domain, code, tooMany }) => [domain, code, tooMany]),
    ).toEqual([
      ["wikipedia", 2, true],
      ["book", 0, true],
    ]);
  });

  it("are written with the figures that matter", () => {
    expect([0, 0.00312, 0.84, 4.35, 37.2].map(epochsText)).toEqual(["0", "0.0031", "0.84", "4.35", "37"]);
  });

  it("and GPU-hours stay readable from seconds to years", () => {
    expect([0.001, 0.5, 14.2, 1_234_567].map(gpuHoursText)).toEqual([
      "under 0.01 GPU-hours",
      "0.50 GPU-hours",
      "14 GPU-hours",
      "1,234,567 GPU-hours",
    ]);
  });
});
