import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { campaignSettingsSchema } from "@/core/campaign/campaign-settings";
import { learnedRecipe } from "@/core/campaign/learned-recipe";
import { shareOf } from "@/core/campaign/supply";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { recipeSchema, type RecipeInput } from "@/core/recipe";
import { createCampaign } from "@/server/services/campaign/create";
import { fitCampaign } from "@/server/services/campaign/fit";
import { campaignFits, readKeptFit } from "@/server/services/campaign/fits";
import { importLosses } from "@/server/services/campaign/import-losses";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";
import { requestFit } from "@/server/services/campaign/request-fit";
import type { JobProgress } from "@/server/services/job/job-summary";
import { runJobHere } from "@/server/services/job/run-here";
import { countSelection } from "@/server/services/selection/count";
import { storeCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const GOOD: RaterId = "word_count";
const BAD: RaterId = "num_sentences";
const DOCUMENTS = 600;
const SELECTED = 12_000;

let studio: TestStudio;
let versionId: string;
beforeAll(async () => {
  studio = await testStudio();
  // Code has few words and many sentences: weights of the least loss leave it out.
  const documents = Array.from({ length: DOCUMENTS }, (_, at) => {
    const isCode = at % 3 === 0;
    const spread = (at * 37) % 100;
    return {
      domain: isCode ? "code" : "book",
      tokens: 80 + (at % 5) * 10,
      scores: {
        [GOOD]: spread + (isCode ? 0 : 60),
        [BAD]: ((at * 53) % 100) + (isCode ? 60 : 0),
        mean_word_length: (at * 71) % 100,
      },
      argmax: {},
    };
  });
  ({ versionId } = await storeCorpus(studio.ctx, "two domains", documents));
  await studio.ctx.db.corpusVersion.update({ where: { id: versionId }, data: { validationDocuments: 1n } });
});
afterAll(() => studio.end());

const base = (part: Partial<RecipeInput> = {}) =>
  recipeSchema.parse({
    ...{ name: "base", weights: { [GOOD]: 1 }, normalisation: "rank", budget: { share: 0.2 } },
    ...part,
  });

/** A campaign whose losses fall with the weight of one rater and rise with that of another. */
async function measuredCampaign(recipe = base()): Promise<string> {
  const { ctx } = studio;
  const id = randomUUID();
  const settings = campaignSettingsSchema.parse({
    ...{ base: recipe, proxies: 64, sampling: { kind: "even" }, model: "tiny" },
    target: { trainTokens: 2 * SELECTED, selectionTokens: SELECTED },
    checks: { heldOut: 0, uniform: false, random: false, published: false, seeds: 1 },
  });
  const input = { id, name: id, corpusVersionId: versionId, settings };
  const { proxies } = await createCampaign({ ctx, input });
  const weight = (weights: readonly number[], rater: RaterId): number =>
    (weights[RATER_IDS.indexOf(rater)] ?? 0) / 1e6;
  const rows = proxies.map(
    ({ id: proxy, weights }) => `${proxy},${String(3 + weight(weights, BAD) - weight(weights, GOOD))}`,
  );
  await importLosses({ ctx, input: { id, csv: ["id,validation", ...rows].join("\n") } });
  return id;
}

type Supply = Parameters<typeof requestFit>[0]["input"]["supply"];

async function fitted(id: string, supply?: Supply): Promise<CampaignFit> {
  const { fitId, jobId } = await requested(id, supply);
  return runHere(id, fitId, jobId);
}

async function requested(id: string, supply?: Supply): Promise<{ fitId: string; jobId: string }> {
  const fitId = randomUUID();
  const asked = { id, fitId, model: "ridge", candidates: 20_000, next: 0 } as const;
  const job = await requestFit({ ctx: studio.ctx, input: { ...asked, supply } });
  return { fitId, jobId: job.id };
}

/** The fit once its job has ended, or was cut off in a phase. */
async function runHere(id: string, fitId: string, jobId: string, cutOffIn?: string): Promise<CampaignFit> {
  const { ctx } = studio;
  const cut = new AbortController();
  const onProgress = ({ phase }: JobProgress): void => {
    if (phase === cutOffIn) cut.abort();
  };
  const run = runJobHere({ ctx, jobId, run: fitCampaign, shutdown: cut.signal, onProgress });
  if (cutOffIn === undefined) await run;
  else await expect(run).rejects.toMatchObject({ code: "cancelled" });
  return readKeptFit({ ctx, input: { id, fitId } });
}

describe("the supply of a search", { timeout: 120_000 }, () => {
  it("is counted for both optima as the selection itself counts it", async () => {
    const id = await measuredCampaign();
    const { answer, columns, supplied } = await fitted(id);
    for (const optimum of ["direct", "meanOfBest"] as const) {
      const weights = answer.search?.[optimum].weights ?? [];
      const recipe = { ...learnedRecipe(base(), columns, weights, "learned"), budget: { tokens: SELECTED } };
      const counted = await countSelection({ ctx: studio.ctx, input: { versionId, recipe } });
      const { documents, tokens } = counted;
      expect(supplied?.[optimum]).toEqual({
        ...{ documents, tokens, passes: (2 * SELECTED) / (tokens + 2 * documents) },
        domains: counted.domains.map(({ domain, after }) => ({ domain, tokens: after.tokens })),
      });
    }
  });

  it("is counted later, and nothing learnt anew, where counting was cut off", async () => {
    const id = await measuredCampaign();
    const { fitId, jobId } = await requested(id);
    const listed = async () => (await campaignFits({ ctx: studio.ctx, input: { id } })).fits.length;
    const cut = await runHere(id, fitId, jobId, "counting what the target would select");
    expect(cut.supplied).toBeUndefined();
    expect(cut.answer.search).toBeDefined();
    expect(await listed()).toBe(0);
    const { supplied, ...rest } = await runHere(id, fitId, jobId);
    expect(supplied?.direct.tokens).toBeGreaterThan(0);
    expect(rest).toEqual(cut);
    expect(await listed()).toBe(1);
  });

  it("keeps a domain's share that the free optimum breaks, in both optima and over the whole corpus", async () => {
    const id = await measuredCampaign();
    const share = ({ supplied }: CampaignFit, optimum: "direct" | "meanOfBest"): number =>
      supplied === undefined ? 0 : shareOf(supplied[optimum], "code");
    const free = await fitted(id);
    const limited = await fitted(id, { domains: { code: { min: 0.25 } } });
    expect(share(free, "direct")).toBeLessThan(0.1);
    expect(share(limited, "direct")).toBeGreaterThanOrEqual(0.25);
    expect(share(limited, "meanOfBest")).toBeGreaterThanOrEqual(0.25);
    expect(limited.answer.supply?.held).toBe(128);
    expect(limited.answer.search?.direct.predicted).toBeGreaterThan(
      free.answer.search?.direct.predicted ?? 0,
    );
  });

  it("leaves a fit without an optimum where no weights keep the limits", async () => {
    const id = await measuredCampaign(base({ filters: { domains: ["book"] } }));
    const { answer, supplied } = await fitted(id, { domains: { code: { min: 0.1 } } });
    expect(answer.search).toBeUndefined();
    expect(answer.supply).toEqual({ tried: 20_000, held: 0 });
    expect(supplied).toBeUndefined();
    expect(answer.validation.spearman).toBeGreaterThan(0.99);
  });

  it("limits the passes of the target, which a filter that leaves few tokens breaks", async () => {
    const id = await measuredCampaign(base({ filters: { domains: ["code"], tokens: { max: 90 } } }));
    const once = await fitted(id, { passes: 2 });
    expect(once.answer.supply?.held).toBe(0);
    const often = await fitted(id, { passes: 4 });
    expect(often.answer.supply?.held).toBe(128);
    expect(often.supplied?.direct.passes).toBeGreaterThan(3);
  });

  it("is refused where the base recipe sets the shares of domains", async () => {
    const id = await measuredCampaign(base({ domains: { rule: "proportional" } }));
    await expect(fitted(id, { domains: { code: { min: 0.5 } } })).rejects.toMatchObject({
      code: "invalid-input",
      message: "The base recipe sets the shares of domains itself, whatever the weights are.",
    });
  });
});
