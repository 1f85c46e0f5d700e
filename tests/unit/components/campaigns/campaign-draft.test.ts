import { describe, expect, it } from "vitest";
import {
  draftFault,
  placedSettings,
  samplingOf,
  withBound,
  withModel,
} from "@/components/campaigns/campaign-draft";
import { prepareSampling } from "@/components/campaigns/sampling-preview.prepare";
import { placeAt } from "@/components/training/place-draft";
import { firstCampaignSettings } from "@/core/campaign/first-settings";
import { PROXY_SHAPE } from "@/core/campaign/proxy-model";
import { parameterCount, shapeOf } from "@/core/models";
import { RATER_IDS } from "@/core/raters";
import { parseRecipe } from "@/core/recipe";
import { defaultTrainSettings } from "@/core/train-settings";
import { evenCorpus } from "../mixer/corpus-fixture";

const base = parseRecipe({
  ...{ name: "base", weights: { reasoning: 0.7, fluency: 0.3 }, normalisation: "zscore" },
  budget: { share: 0.15 },
});
const statistics = { ...evenCorpus(), tokens: 1_000_000_000 };
const usual = firstCampaignSettings(base, statistics);

describe("what the form of a campaign begins with", () => {
  it("is the authors' campaign where the corpus has tokens enough", () => {
    expect([usual.proxies, usual.model, parameterCount(shapeOf(usual.model, usual.shape))]).toEqual([
      256,
      "custom",
      18_422_016,
    ]);
    expect(usual.target).toEqual({ trainTokens: 150_000_000, selectionTokens: 150_000_000 });
  });

  it("is eight tiny proxies on a small corpus, and can be submitted as it stands", () => {
    const small = firstCampaignSettings(base, { ...statistics, tokens: 6_700_000 });
    expect([small.proxies, small.model, small.base, small.target]).toEqual([
      8,
      "tiny",
      base,
      { trainTokens: small.train.tokenBudget, selectionTokens: 1_005_000 },
    ]);
    expect(small.checks).toMatchObject({ uniform: true, random: true, seeds: 3 });
    expect([usual, small].map((settings) => draftFault(settings, RATER_IDS))).toEqual([null, null]);
  });
});

describe("a draft", () => {
  it("takes the settings of another model with it, and its shape away", () => {
    const tiny = withModel(usual, "tiny");
    expect([tiny.train, "shape" in tiny]).toEqual([defaultTrainSettings("tiny"), false]);
    expect(withModel(tiny, "custom").shape).toEqual(PROXY_SHAPE);
  });

  it("bounds a rater and frees it again", () => {
    const bounded = withBound(usual, "fluency", { min: 0.1, max: 0.2 });
    expect(bounded.bounds).toEqual({ fluency: { min: 0.1, max: 0.2 } });
    expect(withBound(bounded, "fluency", null).bounds).toEqual({});
  });

  it("says where bounds leave no room, before anything is sent", () => {
    const full = RATER_IDS.slice(0, 4).reduce(
      (settings, rater) => withBound(settings, rater, { min: 0.3, max: 1 }),
      usual,
    );
    expect(draftFault(full, RATER_IDS)).toBe(
      "The least weights sum to 1.2, more than 1. Lower some of them.",
    );
    expect(draftFault(withBound(usual, "fluency", { min: 0, max: 1 }), ["reasoning"])).toBe(
      "Fluency is bounded, but no document of the corpus has this rater. Take its bounds away.",
    );
  });

  it("trains where it is placed, with as many processes as that place has", () => {
    const template = {
      ...{ name: "gpu4", partition: "gpu", nodes: 2, gpusPerNode: 4, cpusPerTask: 8, memory: "64G" },
      ...{ time: "01:00:00", adjustable: {} },
    };
    const lab = { id: "lab", label: "Lab", kind: "slurm" as const, templates: [template] };
    const placed = placedSettings(usual, placeAt(lab));
    expect([placed.backend, placed.template, placed.train.processes]).toEqual(["lab", "gpu4", 8]);
    const local = placeAt({ ...lab, id: "local", kind: "local", templates: [] });
    const here = placedSettings({ ...placed, atOnce: 8 }, local);
    expect([here.backend, "template" in here, here.atOnce]).toEqual(["local", false, 1]);
  });
});

describe("what a draw looks like", () => {
  const of = (sampling: typeof usual.sampling) => prepareSampling({ ...usual, sampling }, RATER_IDS);

  it("is whole vectors whose heaviest rater rules the more the smaller α is", () => {
    const [few, many] = [of({ kind: "dirichlet", alpha: 0.1 }), of({ kind: "dirichlet", alpha: 100 })];
    expect(few?.vectors.map((vector) => vector.reduce((sum, weight) => sum + weight, 0))).toEqual(
      Array.from({ length: 6 }, () => 1_000_000),
    );
    expect(few?.heaviest).toBeGreaterThan(0.4);
    expect(many?.heaviest).toBeLessThan(0.06);
    expect([few?.small, many?.small].map((share) => Math.round((share ?? 0) * 10))).toEqual([7, 0]);
  });

  it("keeps to the raters of the base recipe where it is drawn around them", () => {
    const around = of(samplingOf("around"));
    const places = [RATER_IDS.indexOf("reasoning"), RATER_IDS.indexOf("fluency")];
    for (const vector of around?.vectors ?? [])
      expect(places.reduce((sum, at) => sum + (vector[at] ?? 0), 0)).toBe(1_000_000);
    expect(around?.topFive).toBeCloseTo(1, 9);
  });

  it("is nothing for settings that cannot be drawn", () => {
    const none = withBound(usual, "fluency", { min: 0.9, max: 1 });
    const both = withBound(none, "reasoning", { min: 0.9, max: 1 });
    expect(prepareSampling(both, RATER_IDS)).toBeNull();
  });
});
