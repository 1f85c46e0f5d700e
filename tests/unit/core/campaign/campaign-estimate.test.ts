import { describe, expect, it } from "vitest";
import { estimateCampaign, selectionTokens } from "@/core/campaign/campaign-estimate";
import { campaignSettingsSchema, type CampaignSettingsInput } from "@/core/campaign/campaign-settings";
import { PROXY_SHAPE } from "@/core/campaign/proxy-model";
import { flopsPerToken, parameterCount } from "@/core/models";
import { recipeSchema } from "@/core/recipe";

const base = recipeSchema.parse({
  name: "base",
  weights: { word_count: 1 },
  normalisation: "rank",
  budget: { share: 0.1 },
});
const settings = (changes: Partial<CampaignSettingsInput> = {}) =>
  campaignSettingsSchema.parse({ base, shape: PROXY_SHAPE, ...changes });
/** Documents of 998 tokens, 1,000 with BOS and EOS. */
const corpus = { documents: 1_000_000, tokens: 998_000_000, raters: 25 };

describe("the cost of a campaign", () => {
  it("is that of about 18M parameters and 64M tokens a proxy unless it is asked for otherwise", () => {
    const cost = estimateCampaign(settings(), corpus, 270, null);
    expect(cost).toMatchObject({ parameters: 18_422_016, steps: 512, tokensPerProxy: 67_108_864 });
    expect(cost.flops).toBe(270 * 67_108_864 * flopsPerToken(PROXY_SHAPE));
    const a100 = cost.gpus.find(({ label }) => label === "A100");
    expect(a100?.hours).toBeCloseTo(cost.flops / (312e12 * 0.4) / 3600, 9);
    expect(cost.bytes.trainings).toBe(270 * 28 * parameterCount(PROXY_SHAPE));
    expect(cost.measured).toBeNull();
  });

  it("counts hours by a speed that was measured", () => {
    const speed = { runId: "r", device: "cpu", tokensPerSecond: 1_000 };
    expect(estimateCampaign(settings(), corpus, 10, speed).measured?.hours).toBeCloseTo(
      (10 * 67_108_864) / 1_000 / 3600,
      6,
    );
  });

  it("selects what makes a proxy read its selection as often as the target does", () => {
    const target = { trainTokens: 60_000_000_000, selectionTokens: 30_000_000_000 };
    expect(selectionTokens(settings({ target }), corpus.tokens)).toBe(33_554_432);
    const small = { trainTokens: 40_000_000, selectionTokens: 20_000_000 };
    const cost = estimateCampaign(settings({ target: small }), corpus, 1, null);
    // Tokens per proxy are whole batches; BOS and EOS are counted on either side.
    expect(cost.targetEpochs).toBeCloseTo(2 * 0.998, 9);
    expect(cost.epochs).toBeCloseTo(2 * 0.998, 7);
    expect(cost.problems).toEqual([]);
  });

  it("keeps one selection for trainings that differ by their seeds, and one for each draw at random", () => {
    const selection = { tokens: 998_000 };
    const checks = { heldOut: 3, seeds: 4, uniform: true, random: true, published: false };
    const cost = estimateCampaign(settings({ proxies: 10, selection, checks }), corpus, 21, null);
    expect(cost.bytes.selections).toBe(1_000 * 37 * (10 + 3 + 1 + 4));
  });

  it("says what will keep the verdict open, and that limits of the base are not counted", () => {
    const limited = recipeSchema.parse({ ...base, cap: { documents: 2 } });
    const checks = { seeds: 1, uniform: true, random: false };
    const { problems } = estimateCampaign(settings({ checks, base: limited }), corpus, 270, null);
    expect(problems.slice(-2).map(({ message }) => message)).toEqual([
      "Without a second seed and documents at random it can't be told whether the learned weights are better.",
      "Filters, caps and domain limits of the base recipe are not counted here: there may be fewer tokens to select from than this says.",
    ]);
  });

  it("says by how much passes and strictness differ from the target's, and that few runs identify nothing", () => {
    const target = { trainTokens: 40_000_000, selectionTokens: 10_000_000 };
    const wanted = settings({ proxies: 8, target, selection: { share: 0.1 } });
    const { problems } = estimateCampaign(wanted, corpus, 8, null);
    expect(problems.map(({ message }) => message)).toEqual([
      "8 runs cannot identify 25 weights; what is learnt from them is an exercise.",
      "A proxy reads its selection 0.671 times, the target 3.99 times: a difference of 0.17 times, by which repetition weighs in the losses.",
      "A proxy takes the best 10 % of the corpus, the target the best 1.0 %: the weights are learnt at another strictness than they are used at.",
    ]);
  });

  it("refuses less than a batch and warns of selections that are the whole corpus", () => {
    const train = { ...settings().train, tokenBudget: 1_000 };
    const cost = estimateCampaign(settings({ train }), corpus, 8, null);
    expect(cost.problems.filter(({ kind }) => kind === "error")).toHaveLength(1);
    const whole = estimateCampaign(settings({ selection: { tokens: 2_000_000_000 } }), corpus, 8, null);
    expect(whole.problems.map(({ message }) => message)).toContain(
      "A proxy would select more tokens than the corpus has, so every proxy would get the same documents.",
    );
  });
});
