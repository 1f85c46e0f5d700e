import { z } from "zod";
import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { drawMore, withSeeds, yardsticks, type PlannedProxy } from "@/core/campaign/draw-proxies";
import { fullVector } from "@/core/campaign/full-vector";
import { StudioError } from "@/core/errors";
import type { RaterId } from "@/core/raters";
import type { DbTransaction } from "@/server/db/client";
import { isDuplicate } from "@/server/db/retry";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import { findKeptCampaign, settingsOf, updateKeptCampaign } from "@/server/services/campaign/find-campaign";
import { getCampaign } from "@/server/services/campaign/get";
import { readFit, type CampaignFit } from "@/server/services/campaign/kept-fit";
import { presentRaters } from "@/core/campaign/present-raters";
import { proxyFacts, proxyRows } from "@/server/services/campaign/proxy-row";
import { wakeCampaign } from "@/server/services/campaign/wake";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { parseInput } from "@/server/services/parse-input";

export const extendCampaignInput = z.object({
  id: z.uuid(),
  /** Proxies that the client knows of: a repeat adds nothing. */
  after: z.number().int().nonnegative(),
  more: z.discriminatedUnion("kind", [
    /** The next of the draw. */
    z.strictObject({ kind: z.literal("draws"), count: z.number().int().min(1).max(1_024) }),
    /** What a fit proposes to train next. */
    z.strictObject({ kind: z.literal("proposals"), fitId: z.uuid() }),
    /** The optimum of a fit, with each seed of the checks. */
    z.strictObject({
      kind: z.literal("learned"),
      fitId: z.uuid(),
      optimum: z.enum(["direct", "meanOfBest"]).default("direct"),
    }),
    /** What the learned weights are compared with, and they themselves, until each is trained with so many seeds. */
    z.strictObject({ kind: z.literal("checks"), seeds: z.number().int().min(1).max(16) }),
  ]),
});
type Extension = z.output<typeof extendCampaignInput>;

/**
 * Adds proxies to a campaign, which goes on with them unless it is stopped. What was added before is not added again: a second
 * training of the same weights with the same seed would tell nothing.
 * @throws StudioError `not-found`; `conflict` where others were added meanwhile or it is archived; `invalid-input` where there is nothing to add
 */
export async function extendCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof extendCampaignInput>;
}): Promise<CampaignDetail> {
  const { id, after, more } = parseInput(extendCampaignInput, input);
  authorise(ctx, "run a campaign");
  const campaign = await findKeptCampaign(ctx, id);
  const statistics = await knownStatistics(campaign.corpusVersion.fingerprint, ctx.home);
  const wanted = { ctx, id, more, settings: settingsOf(campaign), present: presentRaters(statistics) };
  const added = await addedProxies(wanted);
  await write(ctx, id, after, added);
  if (campaign.stoppedAt === null) await wakeCampaign(ctx, id);
  return getCampaign({ ctx, input: { id } });
}

interface Wanted {
  readonly ctx: Context;
  readonly id: string;
  readonly more: Extension["more"];
  readonly settings: CampaignSettings;
  readonly present: readonly RaterId[];
}

async function addedProxies({ ctx, id, more, settings, present }: Wanted): Promise<PlannedProxy[]> {
  if (more.kind === "draws") {
    const drawn = await ctx.db.proxy.count({ where: { campaignId: id, role: "draw" } });
    return drawMore(settings, present, drawn, more.count);
  }
  if (more.kind === "checks") return moreSeeds(ctx, id, settings, present, more.seeds);
  const fit = await readFit(id, more.fitId, ctx.home);
  if (more.kind === "learned") {
    const { search } = fit.answer;
    if (search === undefined) throw nothingIn(fit, "optimum");
    return withSeeds("learned", fullVector(fit.columns, search[more.optimum].weights), settings);
  }
  const { next = [] } = fit.answer;
  if (next.length === 0) throw nothingIn(fit, "proposals");
  return next.map(({ weights }) => ({
    role: "proposed",
    weights: fullVector(fit.columns, weights),
    seed: settings.train.seed,
  }));
}

/** The yardsticks and every learned vector, with each of so many seeds. */
async function moreSeeds(
  ctx: Context,
  campaignId: string,
  settings: CampaignSettings,
  present: readonly RaterId[],
  seeds: number,
): Promise<PlannedProxy[]> {
  const checks = { ...settings.checks, uniform: true, random: true, seeds };
  const seeded = { ...settings, checks };
  const learned = await ctx.db.proxy.findMany({
    where: { campaignId, role: "learned" },
    orderBy: { number: "asc" },
  });
  return [
    ...yardsticks(seeded, present),
    ...learned.flatMap((proxy) => withSeeds("learned", proxyFacts(proxy).weights, seeded)),
  ];
}

const nothingIn = (fit: CampaignFit, what: string): StudioError =>
  new StudioError("invalid-input", `The fit ${fit.id} has no ${what}.`, "Fit again and ask for them.");

async function write(
  ctx: Context,
  campaignId: string,
  after: number,
  added: readonly PlannedProxy[],
): Promise<void> {
  try {
    await transaction(ctx.db, async (db) => {
      await updateKeptCampaign(db, campaignId);
      const present = await db.proxy.count({ where: { campaignId } });
      if (present !== after) throw movedOn(present, after);
      const news = await notThere(db, campaignId, added);
      if (news.length === 0) throw allThere();
      await db.proxy.createMany({ data: proxyRows(ctx, campaignId, news, present) });
      const detail = { proxies: news.length };
      await recordAudit(db, ctx, { action: "campaign extended", subject: campaignId, detail });
    });
  } catch (error) {
    throw isDuplicate(error) ? movedOn(after + added.length, after) : error;
  }
}

/** Proxies that have no twin in a campaign or among themselves: of the same role, weights and seed. */
async function notThere(
  db: DbTransaction,
  campaignId: string,
  planned: readonly PlannedProxy[],
): Promise<PlannedProxy[]> {
  const rows = await db.proxy.findMany({ where: { campaignId } });
  const there = new Set(rows.map((row) => twinKey({ ...proxyFacts(row), seed: Number(row.seed) })));
  const byKey = new Map(planned.map((one) => [twinKey(one), one]));
  return [...byKey].flatMap(([key, one]) => (there.has(key) ? [] : [one]));
}

const twinKey = ({ role, weights, seed }: PlannedProxy): string => [role, seed, ...weights].join(" ");

const allThere = (): StudioError =>
  new StudioError(
    "invalid-input",
    "The campaign has every proxy that was asked for; none were added.",
    "Fit again for other weights, or ask for more seeds.",
  );

const movedOn = (present: number, known: number): StudioError =>
  new StudioError(
    "conflict",
    `The campaign has ${String(present)} proxies by now, not ${String(known)}; none were added.`,
    "Look at those that are there, then add to them.",
  );
