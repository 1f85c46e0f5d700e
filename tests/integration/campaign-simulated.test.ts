import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { campaignSettingsSchema } from "@/core/campaign/campaign-settings";
import { WHOLE } from "@/core/campaign/weight-bounds";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { recipeSchema } from "@/core/recipe";
import { generator, shuffledPrefix } from "@/core/review/draw";
import { archiveCampaign } from "@/server/services/campaign/archive";
import { cancelJobOrCampaign } from "@/server/services/campaign/cancel-job";
import { checkCampaign } from "@/server/services/campaign/check";
import { createCampaign } from "@/server/services/campaign/create";
import { extendCampaign } from "@/server/services/campaign/extend";
import { fitCampaign } from "@/server/services/campaign/fit";
import { campaignFits, readKeptFit } from "@/server/services/campaign/fits";
import { getCampaign } from "@/server/services/campaign/get";
import { isToTrain } from "@/server/services/campaign/hand-out";
import { importLosses } from "@/server/services/campaign/import-losses";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";
import { listCampaigns } from "@/server/services/campaign/list";
import { proxyState } from "@/server/services/campaign/proxy-state";
import type { ProxySummary } from "@/server/services/campaign/campaign-summary";
import { requestFit } from "@/server/services/campaign/request-fit";
import { resumeCampaign } from "@/server/services/campaign/resume";
import { stopCampaign } from "@/server/services/campaign/stop";
import { runJobHere } from "@/server/services/job/run-here";
import { storeCorpus } from "@/tests/support/stored-corpus";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

const RATERS = [
  "unigram_entropy",
  "mean_word_length",
  "word_count",
  "frac_unique_words",
  "num_sentences",
] as const satisfies RaterId[];
/** The weights of the least loss, in the order of the raters. */
const OPTIMUM = [0.4, 0.05, 0.25, 0.1, 0.2];
const NOISE = 0.02;
const FAILED = 15;

/** A bowl over the weights: 3 at the optimum, 3.9 at the far corners. */
const lossOf = ({ weights }: ProxySummary): number =>
  RATERS.reduce((loss, rater, at) => {
    const weight = (weights[RATER_IDS.indexOf(rater)] ?? 0) / WHOLE;
    return loss + (weight - (OPTIMUM[at] ?? 0)) ** 2;
  }, 3);

/** Sums of twelve uniform numbers, whose variance is 1. */
function noise(random: ReturnType<typeof generator>): number {
  const draws = shuffledPrefix(1_000, 12, random);
  return draws.reduce((sum, draw) => sum + draw / 1_000 - 0.4995, 0) * NOISE;
}

let studio: TestStudio;
let versionId: string;
beforeAll(async () => {
  studio = await testStudio();
  const documents = Array.from({ length: 40 }, (_, at) => ({
    domain: at % 2 === 0 ? "book" : "c4",
    tokens: 100,
    scores: Object.fromEntries(RATERS.map((rater, column) => [rater, (at * (column + 3)) % 17])),
    argmax: {},
  }));
  ({ versionId } = await storeCorpus(studio.ctx, "simulated", documents));
  await studio.ctx.db.corpusVersion.update({ where: { id: versionId }, data: { validationDocuments: 1n } });
});
afterAll(() => studio.end());

/** 128 draws of a campaign, of which some failed, and a few to check. */
async function campaign(): Promise<{ id: string; learnt: ProxySummary[]; checked: ProxySummary[] }> {
  const { ctx } = studio;
  const id = randomUUID();
  const base = recipeSchema.parse({
    name: "base",
    weights: { word_count: 1 },
    normalisation: "rank",
    budget: { share: 0.5 },
  });
  const settings = campaignSettingsSchema.parse({
    ...{ base, proxies: 128, sampling: { kind: "even" }, seed: 5 },
    model: "tiny",
    checks: { heldOut: 20, uniform: true, random: false, published: false, seeds: 2 },
  });
  const { proxies } = await createCampaign({
    ctx,
    input: { id, name: id, corpusVersionId: versionId, settings },
  });
  const failed = proxies.filter(({ role }) => role === "draw").filter((_, at) => at % 9 === 4);
  await ctx.db.proxy.updateMany({
    where: { id: { in: failed.slice(0, FAILED).map((proxy) => proxy.id) } },
    data: { failure: "The loss is not finite." },
  });
  const left = new Set(failed.slice(0, FAILED));
  return {
    id,
    learnt: proxies.filter((proxy) => proxy.role === "draw" && !left.has(proxy)),
    checked: proxies.filter(({ role }) => role !== "draw"),
  };
}

const csv = (rows: readonly (readonly [string, number])[]): string =>
  ["id,validation", ...rows.map(([id, loss]) => `${id},${String(loss)}`)].join("\n");

async function fitted(id: string): Promise<CampaignFit> {
  const { ctx } = studio;
  const job = await requestFit({
    ctx,
    input: { id, fitId: randomUUID(), model: "gp", candidates: 20_000, next: 0 },
  });
  const shutdown = new AbortController().signal;
  await runJobHere({ ctx, jobId: job.id, run: fitCampaign, shutdown, onProgress: () => undefined });
  const [head] = (await campaignFits({ ctx, input: { id } })).fits;
  if (head === undefined) throw new Error("nothing was kept");
  return readKeptFit({ ctx, input: { id, fitId: head.id } });
}

/** Share of the weight by which the optimum that was found differs from the true one. */
function distance({ answer, columns }: CampaignFit): number {
  const found = answer.search?.direct.weights ?? [];
  const truth = RATER_IDS.filter((rater) => columns.includes(rater)).map(
    (rater) => OPTIMUM[RATERS.findIndex((one) => one === rater)] ?? 0,
  );
  return found.reduce((sum, weight, at) => sum + Math.abs(weight - (truth[at] ?? 0)), 0) / 2;
}

type Extension = Parameters<typeof extendCampaign>[0]["input"]["more"];

/** Adds to a campaign, which then refuses to add the same. @param added role and seed of each, the first seed being 1 */
async function expectOnlyOnce(id: string, more: Extension, added: readonly string[]): Promise<void> {
  const { ctx } = studio;
  const before = await getCampaign({ ctx, input: { id } });
  const extend = (after: number) => extendCampaign({ ctx, input: { id, after, more } });
  const { proxies, settings } = await extend(before.proxies.length);
  expect(
    proxies
      .slice(before.proxies.length)
      .map(({ role, seed }) => `${role} ${String(seed - settings.train.seed + 1)}`),
  ).toEqual(added);
  const told = await ctx.db.auditEvent.findMany({ where: { action: "campaign extended", subject: id } });
  expect(told.map(({ detail }) => detail)).toContainEqual({ proxies: added.length });
  await expect(extend(proxies.length)).rejects.toMatchObject({ code: "invalid-input" });
}

describe("a simulated campaign", () => {
  it("recovers the known optimum from noisy losses in any order, without its failures", async () => {
    const { ctx } = studio;
    const { id, learnt, checked } = await campaign();
    const random = generator(11);
    const all = [...learnt, ...checked];
    const rows = shuffledPrefix(all.length, all.length, random).flatMap((at): [string, number][] => {
      const proxy = all[at];
      return proxy === undefined ? [] : [[proxy.id, lossOf(proxy) + noise(random)]];
    });
    const read = await importLosses({ ctx, input: { id, csv: csv(rows) } });
    expect(read).toEqual({
      ...{ added: rows.length, known: 0, problems: [] },
      matched: { proxy: rows.length, run: 0, number: 0 },
    });
    const fit = await fitted(id);
    expect(fit.used).toEqual(learnt.map((proxy) => proxy.id));
    expect(fit.left).toHaveLength(128 - learnt.length);
    expect(new Set(fit.left.map(({ why }) => why))).toEqual(new Set(["The loss is not finite."]));
    expect(fit.answer.validation.spearman).toBeGreaterThan(0.9);
    expect(distance(fit)).toBeLessThan(0.1);
    const { heldOut, noise: seeds, rows: table } = await checkCampaign({ ctx, input: { id } });
    expect(table).toHaveLength(21);
    expect(heldOut).toMatchObject({ n: 20, withInterval: 20 });
    expect(heldOut?.within).toBeGreaterThanOrEqual(17);
    expect(heldOut?.rmse).toBeLessThan(2 * NOISE);
    expect(seeds).toMatchObject({ degrees: 1 });
    await expectOnlyOnce(id, { kind: "learned", fitId: fit.id }, ["learned 1", "learned 2"]);
    await expectOnlyOnce(id, { kind: "checks", seeds: 3 }, [
      ...["uniform 3", "random 1", "random 2", "random 3", "learned 3"],
    ]);
  });

  it("is stopped with its job", async () => {
    const { ctx } = studio;
    const { id } = await campaign();
    const { summary } = await getCampaign({ ctx, input: { id } });
    await cancelJobOrCampaign({ ctx, input: { id: summary.jobId ?? "" } });
    const stopped = await ctx.db.campaign.findUniqueOrThrow({ where: { id } });
    expect(stopped.stoppedAt).not.toBeNull();
    expect((await getCampaign({ ctx, input: { id } })).summary.state).toBe("stopped");
  });

  it("leaves the list once it has stopped and is archived, goes on with nothing, and comes back as it was", async () => {
    const { ctx } = studio;
    const { id } = await campaign();
    const archive = (archived: boolean) => archiveCampaign({ ctx, input: { id, archived } });
    const listed = async (archived: boolean) =>
      (await listCampaigns({ ctx, input: { archived } })).map((summary) => summary.id).includes(id);
    await expect(archive(true)).rejects.toMatchObject({ code: "conflict" });
    const { summary } = await getCampaign({ ctx, input: { id } });
    await cancelJobOrCampaign({ ctx, input: { id: summary.jobId ?? "" } });
    expect((await archive(true)).summary).toMatchObject({ archived: true, state: "stopped" });
    expect((await archive(true)).summary.archived).toBe(true);
    expect([await listed(false), await listed(true)]).toEqual([false, true]);
    for (const act of [
      resumeCampaign({ ctx, input: { id } }),
      extendCampaign({ ctx, input: { id, after: 150, more: { kind: "draws", count: 1 } } }),
      requestFit({ ctx, input: { id, fitId: randomUUID() } }),
      importLosses({ ctx, input: { id, csv: "id,loss\n1,3" } }),
    ])
      await expect(act).rejects.toMatchObject({ code: "conflict", way: "Restore it first." });
    expect((await archive(false)).summary).toEqual({
      ...{ ...summary, state: "stopped", counts: { ...summary.counts } },
    });
    expect([await listed(false), await listed(true)]).toEqual([true, false]);
  });

  it("is archived or goes on, never both, when both are asked for at once", async () => {
    const { ctx } = studio;
    const { id } = await campaign();
    for (let round = 0; round < 3; round += 1) {
      await stopCampaign({ ctx, input: { id } });
      await Promise.allSettled([
        resumeCampaign({ ctx, input: { id } }),
        archiveCampaign({ ctx, input: { id, archived: true } }),
      ]);
      const { summary } = await getCampaign({ ctx, input: { id } });
      expect(summary.archived).toBe(summary.state === "stopped");
      await archiveCampaign({ ctx, input: { id, archived: false } });
    }
  });

  it("refuses the rows of a table that dropped its failures, counted instead of named", async () => {
    const { ctx } = studio;
    const { id, learnt } = await campaign();
    await importLosses({ ctx, input: { id, csv: csv(learnt.map((proxy) => [proxy.id, lossOf(proxy)])) } });
    const before = await getCampaign({ ctx, input: { id } });
    const byPosition = [
      "row,validation",
      ...learnt.map((proxy, at) => `${String(at + 1)},${String(lossOf(proxy))}`),
    ];
    const counted = byPosition.join("\n");
    const asRows = await importLosses({ ctx, input: { id, csv: counted } });
    expect(asRows).toMatchObject({ added: 0, known: 0, matched: { proxy: 0, run: 0, number: 0 } });
    expect(asRows.problems).toHaveLength(learnt.length);
    expect(asRows.problems[0]?.reason).toBe(
      'The campaign has no proxy "1". Numbers of proxies are read from a first column called "proxy".',
    );
    expect(await importLosses({ ctx, input: { id, csv: counted.replace("row", "number") } })).toMatchObject({
      ...{ added: 0, known: 0 },
    });
    // Called numbers of proxies they are taken for that, and contradict what is known of all behind the first that was dropped.
    const asNumbers = await importLosses({ ctx, input: { id, csv: counted.replace("row", "proxy") } });
    const moved = learnt.findIndex((proxy, at) => proxy.number !== at + 1);
    expect(asNumbers.known).toBe(moved);
    expect(asNumbers.problems[0]).toMatchObject({
      where: `line ${String(moved + 3)}, validation`,
      reason: expect.stringContaining("from a file read in before"),
    });
    const after = await getCampaign({ ctx, input: { id } });
    const known = new Set(learnt.map((proxy) => proxy.id));
    const lossesOf = (detail: typeof after) =>
      detail.proxies.filter((proxy) => known.has(proxy.id)).map(({ loss }) => loss);
    expect(lossesOf(after)).toEqual(lossesOf(before));
  });

  it("takes a proxy for done only once its loss over all domains is known", async () => {
    const { ctx } = studio;
    const { id, learnt } = await campaign();
    const [first] = learnt;
    const only = { where: { id: first?.id ?? "" } };
    await importLosses({ ctx, input: { id, csv: `id,domain:book\n${only.where.id},3` } });
    const selection = { selectionId: "written" };
    const partly = await ctx.db.proxy.update({ ...only, data: selection });
    expect([proxyState(partly, null), isToTrain(partly)]).toEqual(["selected", true]);
    await importLosses({ ctx, input: { id, csv: `id,validation\n${only.where.id},3.2` } });
    const wholly = await ctx.db.proxy.findUniqueOrThrow(only);
    expect([proxyState(wholly, null), isToTrain(wholly)]).toEqual(["done", false]);
    await ctx.db.proxy.update({ ...only, data: { losses: { validation: 3.3, "domain:book": 3 } } });
    const { proxies } = await getCampaign({ ctx, input: { id } });
    expect(proxies.find((proxy) => proxy.id === only.where.id)).toMatchObject({
      loss: 3.3,
      contradicted: ["validation"],
    });
  });

  it("never overwrites a loss, and names what it cannot match by line and reason", async () => {
    const { ctx } = studio;
    const { id, learnt } = await campaign();
    const [first, second, third] = learnt.map((proxy) => proxy.id);
    await ctx.db.proxy.update({ where: { id: first ?? "" }, data: { losses: { validation: 3.5 } } });
    const text = `id,validation,domain:book\n${first ?? ""},3.5,3\n${second ?? ""},4,\nunknown,3,\n${third ?? ""},many,5`;
    const input = { id, csv: text };
    expect(await importLosses({ ctx, input })).toMatchObject({
      ...{ added: 3, known: 1 },
      problems: [
        { where: "line 5, validation", reason: expect.stringContaining('"many", which is no number') },
        { where: "line 4, validation", reason: 'The campaign has no proxy "unknown".' },
      ],
    });
    expect((await importLosses({ ctx, input })).added).toBe(0);
    const other = await importLosses({
      ctx,
      input: { id, csv: `id,loss\n${first ?? ""},3.6\n${second ?? ""},4.5` },
    });
    expect(other.problems).toEqual([
      { where: "line 2, validation", reason: "Proxy 1 was measured here: 3.5, not 3.6." },
      { where: "line 3, validation", reason: "Proxy 2 has 4 from a file read in before." },
    ]);
    const { proxies } = await getCampaign({ ctx, input: { id } });
    expect(proxies[1]).toMatchObject({ loss: 4, measuredElsewhere: true, state: "done" });
  });
});
