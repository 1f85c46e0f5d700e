import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { OVERALL } from "@/core/campaign/proxy-roles";
import { checkCampaign } from "@/server/services/campaign/check";
import { createCampaign } from "@/server/services/campaign/create";
import { extendCampaign } from "@/server/services/campaign/extend";
import { campaignFits, readKeptFit } from "@/server/services/campaign/fits";
import { getCampaign } from "@/server/services/campaign/get";
import type { CampaignDetail, ProxySummary } from "@/server/services/campaign/campaign-summary";
import { requestFit } from "@/server/services/campaign/request-fit";
import { resumeCampaign } from "@/server/services/campaign/resume";
import { saveLearnedRecipe } from "@/server/services/campaign/save-recipe";
import { stopCampaign } from "@/server/services/campaign/stop";
import { cancelRun } from "@/server/services/run/cancel";
import { getRun } from "@/server/services/run/get";
import { listRuns } from "@/server/services/run/list";
import { listSelections } from "@/server/services/selection/list";
import { gpuEnvironment } from "@/server/training/gpu-environment";
import { microCampaign } from "@/tests/support/campaign-settings";
import { trainableCorpus } from "@/tests/support/trainable-selection";
import { exited, trainingStudio, until, type TrainingStudio } from "@/tests/support/training-studio";

const environment = await gpuEnvironment();
if (environment.state !== "ready") console.log(`campaigns are not tested: ${environment.message}`);

let studio: TrainingStudio;
let corpusVersionId: string;
const id = randomUUID();

const campaign = (): Promise<CampaignDetail> => getCampaign({ ctx: studio.ctx, input: { id } });
const proxyOf = ({ proxies }: CampaignDetail, number: number): ProxySummary => {
  const proxy = proxies.find((one) => one.number === number);
  if (proxy === undefined) throw new Error(`no proxy ${String(number)}`);
  return proxy;
};

/** The campaign once it is as wanted. */
const untilCampaign = (is: (detail: CampaignDetail) => boolean): Promise<CampaignDetail> =>
  until(async () => {
    const detail = await campaign();
    if (detail.summary.error !== null) throw new Error(detail.summary.error);
    return is(detail) ? detail : null;
  });

beforeAll(async () => {
  studio = await trainingStudio();
  corpusVersionId = await trainableCorpus(studio, 0.15);
});
afterAll(async () => {
  await studio.killWorkers();
  await studio.end();
});

const input = () => ({ id, name: "Micro", corpusVersionId, settings: microCampaign() });

describe.skipIf(environment.state !== "ready")("a campaign of real proxies", { timeout: 900_000 }, () => {
  it("is one campaign however often it is created, and refuses settings that cannot train", async () => {
    const { ctx } = studio;
    const [first] = await Promise.all([
      createCampaign({ ctx, input: input() }),
      createCampaign({ ctx, input: input() }),
    ]);
    expect(first.proxies.map(({ number, role }) => [number, role])).toEqual([
      ...[1, 2, 3, 4, 5].map((number) => [number, "draw"]),
      [6, "uniform"],
      [7, "random"],
    ]);
    expect(await ctx.db.campaign.count()).toBe(1);
    const odd = microCampaign({ train: { ...microCampaign().train, batchTokens: 100 } });
    await expect(
      createCampaign({ ctx, input: { ...input(), id: randomUUID(), settings: odd } }),
    ).rejects.toMatchObject({ code: "invalid-input" });
  });

  it("trains each proxy once though its worker is killed, and takes one that is cancelled for failed", async () => {
    const { ctx } = studio;
    const first = studio.startWorker();
    const begun = await untilCampaign((detail) => proxyOf(detail, 1).runId !== null);
    const runId = proxyOf(begun, 1).runId ?? "";
    await studio.untilCheckpoint(runId);
    first.kill("SIGKILL");
    await exited(first);
    studio.startWorker();
    const second = await untilCampaign((detail) => proxyOf(detail, 2).runId !== null);
    expect(proxyOf(second, 1)).toMatchObject({ state: "done", runId, measuredElsewhere: false });
    expect(await getRun({ ctx, input: { id: runId } })).toMatchObject({
      state: "succeeded",
      campaignId: id,
      attempts: [{ number: 1, state: "succeeded" }],
      validationLoss: proxyOf(second, 1).loss,
    });
    await cancelRun({ ctx, input: { id: proxyOf(second, 2).runId ?? "" } });
    const third = await untilCampaign((detail) => proxyOf(detail, 3).runId !== null);
    expect(proxyOf(third, 2)).toMatchObject({ state: "failed", failure: "Its training was cancelled." });
  });

  it("hands nothing out while it is stopped and goes on from the checkpoint", async () => {
    const { ctx } = studio;
    const runId = proxyOf(await campaign(), 3).runId ?? "";
    const checkpoint = await studio.untilCheckpoint(runId);
    await stopCampaign({ ctx, input: { id } });
    await studio.untilState(runId, "cancelled");
    const stopped = await campaign();
    expect(stopped.summary.state).toBe("stopped");
    expect(stopped.summary.counts).toMatchObject({
      done: 1,
      failed: 1,
      stopped: 1,
      selected: 4,
      training: 0,
    });
    // As a worker leaves it that is killed between making the run and writing it down.
    await ctx.db.proxy.updateMany({ where: { runId }, data: { runId: null } });
    await resumeCampaign({ ctx, input: { id } });
    await untilCampaign((detail) => proxyOf(detail, 3).state === "done");
    const { attempts } = await getRun({ ctx, input: { id: runId } });
    expect(attempts).toHaveLength(2);
    expect(attempts[1]?.firstStep).toBeGreaterThanOrEqual(checkpoint);
  });

  it("loses no training to a resume while it is still stopping", async () => {
    const { ctx } = studio;
    const { proxies } = await untilCampaign((detail) => proxyOf(detail, 4).runId !== null);
    const runId = proxies.find(({ number }) => number === 4)?.runId ?? "";
    await studio.untilCheckpoint(runId);
    expect((await stopCampaign({ ctx, input: { id } })).summary.state).toBe("stopping");
    await resumeCampaign({ ctx, input: { id } });
    const finished = await untilCampaign(({ summary }) => summary.state === "finished");
    expect(finished.summary.counts).toMatchObject({ done: 6, failed: 1 });
    expect((await getRun({ ctx, input: { id: runId } })).attempts).toHaveLength(2);
    expect(await ctx.db.run.count({ where: { campaignId: id } })).toBe(7);
  });

  it("keeps its runs and selections out of the lists unless they are asked for", async () => {
    const { ctx } = studio;
    expect(await listRuns({ ctx })).toEqual([]);
    expect(await listRuns({ ctx, input: { campaignId: id } })).toHaveLength(7);
    expect((await listSelections({ ctx })).map((selection) => selection.id)).toEqual([studio.selectionId]);
    expect(await listSelections({ ctx, input: { campaignId: id } })).toHaveLength(7);
  });

  it("learns from the proxies that have a loss, names those left out, and saves the optimum with its provenance", async () => {
    const { ctx } = studio;
    const fitId = randomUUID();
    const asked = { id, fitId, model: "ridge", candidates: 2_000, next: 2 } as const;
    await requestFit({ ctx, input: asked });
    const [head] = await until(async () => {
      const { fits, jobs } = await campaignFits({ ctx, input: { id } });
      const [job] = jobs;
      if (job !== undefined && job.error !== null) throw new Error(job.error.message);
      return fits.length === 0 ? null : fits;
    });
    expect(head).toMatchObject({ id: fitId, model: "ridge", proxies: 4 });
    const fit = await readKeptFit({ ctx, input: { id, fitId } });
    const { proxies } = await campaign();
    const idsOf = (numbers: readonly number[]) => numbers.map((number) => proxies[number - 1]?.id);
    expect(fit.columns).toEqual(["mean_word_length", "word_count", "frac_unique_words"]);
    expect(fit.used).toEqual(idsOf([1, 3, 4, 5]));
    expect(fit.left).toEqual([{ id: idsOf([2])[0], number: 2, why: "Its training was cancelled." }]);
    expect(fit.answer.points?.map((point) => point.id)).toEqual(idsOf([6]));
    expect(fit.answer.crossValidated?.map((run) => run.id).toSorted()).toEqual(
      idsOf([1, 3, 4, 5]).toSorted(),
    );
    const saved = await saveLearnedRecipe({
      ctx,
      input: { id, fitId, versionId: randomUUID(), name: "Learned" },
    });
    expect(saved.note).toContain(`campaign "Micro" (${id}), fit ${fitId}: ridge on 4 proxies`);
    expect(saved.body).toMatchObject({ name: "Learned", normalisation: "rank", budget: { share: 0.3 } });
    expect(Object.values(saved.body.weights).reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 9);
  });

  it("trains the learned weights beside the others and says that one seed tells nothing", async () => {
    const { ctx } = studio;
    const { fits } = await campaignFits({ ctx, input: { id } });
    const fitId = fits[0]?.id ?? "";
    expect((await checkCampaign({ ctx, input: { id } })).verdict.text).toBe(
      "It can't be told: the learned weights have not been trained. Add them from a fit.",
    );
    const more = { kind: "learned", fitId } as const;
    await extendCampaign({ ctx, input: { id, after: 7, more } });
    await expect(extendCampaign({ ctx, input: { id, after: 7, more } })).rejects.toMatchObject({
      code: "conflict",
    });
    const finished = await untilCampaign(({ summary }) => summary.state === "finished");
    expect(proxyOf(finished, 8)).toMatchObject({ role: "learned", state: "done" });
    const check = await checkCampaign({ ctx, input: { id } });
    expect(check).toMatchObject({ target: OVERALL, fitId, noise: null });
    expect(check.rows.map(({ role, foretold }) => [role, foretold !== null])).toEqual([
      ["uniform", true],
      ["random", false],
      ["learned", true],
    ]);
    expect(check.comparisons.map(({ against }) => against)).toEqual(["uniform", "random"]);
    expect(check.verdict).toMatchObject({ kind: "unknown" });
    expect(check.verdict.text).toContain("vectors were trained once");
  });
});
