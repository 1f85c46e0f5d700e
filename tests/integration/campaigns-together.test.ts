import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import { createCampaign } from "@/server/services/campaign/create";
import { getCampaign } from "@/server/services/campaign/get";
import { getRun } from "@/server/services/run/get";
import { listRuns } from "@/server/services/run/list";
import { gpuEnvironment } from "@/server/training/gpu-environment";
import { microCampaign } from "@/tests/support/campaign-settings";
import { trainableCorpus } from "@/tests/support/trainable-selection";
import { microTrain, trainingStudio, until, type TrainingStudio } from "@/tests/support/training-studio";

const environment = await gpuEnvironment();
if (environment.state !== "ready") console.log(`campaigns are not tested: ${environment.message}`);

const STEPS = 4;
const PROXIES = 5;

let studio: TrainingStudio;
let corpusVersionId: string;
beforeAll(async () => {
  studio = await trainingStudio();
  corpusVersionId = await trainableCorpus(studio, 0.15);
});
afterAll(async () => {
  await studio.killWorkers();
  await studio.end();
});

const begin = (name: string, seed: number): Promise<CampaignDetail> => {
  const settings = microCampaign({
    ...{ seed, proxies: PROXIES - 1 },
    train: { ...microTrain, tokenBudget: STEPS * microTrain.batchTokens },
    checks: { heldOut: 0, uniform: true, random: false, published: false, seeds: 1 },
  });
  const input = { id: randomUUID(), name, corpusVersionId, settings };
  return createCampaign({ ctx: studio.ctx, input });
};

const finished = ({ summary: { id } }: CampaignDetail): Promise<CampaignDetail> =>
  until(async () => {
    const detail = await getCampaign({ ctx: studio.ctx, input: { id } });
    if (detail.summary.error !== null) throw new Error(detail.summary.error);
    return detail.summary.state === "finished" ? detail : null;
  });

const drawn = ({ proxies }: CampaignDetail): string[] =>
  proxies.flatMap(({ role, weights }) => (role === "draw" ? [weights.join()] : []));

describe.skipIf(environment.state !== "ready")(
  "two campaigns of a corpus that differ by the seed of their draw",
  { timeout: 900_000 },
  () => {
    it("both end when they go on at once, share no run and train no proxy twice", async () => {
      const { ctx } = studio;
      const begun = await Promise.all([begin("One", 1), begin("Two", 2)]);
      studio.startWorker();
      studio.startWorker();
      const both = await Promise.all(begun.map(finished));

      for (const { summary } of both) expect(summary.counts).toMatchObject({ done: PROXIES, failed: 0 });
      expect(new Set(both.flatMap(drawn)).size).toBe(2 * (PROXIES - 1));
      const runIds = both.flatMap(({ proxies }) => proxies.flatMap(({ runId }) => runId ?? []));
      expect(new Set(runIds).size).toBe(2 * PROXIES);
      expect(await ctx.db.run.count()).toBe(2 * PROXIES);
      for (const { summary, proxies } of both) {
        const own = await listRuns({ ctx, input: { campaignId: summary.id } });
        expect(own.map(({ id }) => id).toSorted()).toEqual(
          proxies.flatMap(({ runId }) => runId ?? []).toSorted(),
        );
      }
      for (const id of runIds)
        expect((await getRun({ ctx, input: { id } })).attempts).toMatchObject([{ state: "succeeded" }]);
      // Equal weights select the same documents in both, which are written once and trained by each.
      const [first, second] = both.map(({ proxies }) => proxies.find(({ role }) => role === "uniform"));
      expect(first?.selection?.id).toBe(second?.selection?.id);
      expect(first?.loss).toBe(second?.loss);
    });
  },
);
