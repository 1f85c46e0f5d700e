import { z } from "zod";
import type { Prisma, Run } from "@/generated/sqlite/client";
import { OVERALL, isLearntFrom, PROXY_STATES, type ProxyState } from "@/core/campaign/proxy-roles";
import { isEnded } from "@/core/run-states";
import { campaignJobKey } from "@/server/services/campaign/campaign-job";
import type { CampaignState, CampaignSummary } from "@/server/services/campaign/campaign-summary";
import { CAMPAIGN_PARTS, settingsOf, type CampaignParts } from "@/server/services/campaign/find-campaign";
import { proxyFacts, proxyLosses } from "@/server/services/campaign/proxy-row";
import { proxyState } from "@/server/services/campaign/proxy-state";
import type { DbTransaction } from "@/server/db/client";
import type { Context } from "@/server/services/context";
import { toJobSummary, type JobSummary } from "@/server/services/job/job-summary";
import { parseInput } from "@/server/services/parse-input";
import { settledByJobs } from "@/server/services/run/settled-by-jobs";

export const listCampaignsInput = z.object({ archived: z.boolean().default(false) }).prefault({});

/** Campaigns that are not archived, or those that are, newest first. */
export function listCampaigns({
  ctx,
  input,
}: {
  ctx: Context;
  input?: z.input<typeof listCampaignsInput>;
}): Promise<CampaignSummary[]> {
  const { archived } = parseInput(listCampaignsInput, input);
  return findCampaigns(ctx, { archivedAt: archived ? { not: null } : null });
}

const WITH_PROXIES = { ...CAMPAIGN_PARTS, proxies: true } as const satisfies Prisma.CampaignInclude;
type CampaignRow = Prisma.CampaignGetPayload<{ include: typeof WITH_PROXIES }>;

/** The database, or a transaction that has written. */
interface CampaignsOf extends Pick<Context, "workspaceId"> {
  readonly db: DbTransaction;
}

/** Campaigns of the workspace with everything their summaries need, in four queries. */
export async function findCampaigns(
  ctx: CampaignsOf,
  where: Prisma.CampaignWhereInput,
): Promise<CampaignSummary[]> {
  const campaigns = await ctx.db.campaign.findMany({
    where: { ...where, workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    include: WITH_PROXIES,
  });
  const runs = await ctx.db.run.findMany({
    where: { campaignId: { in: campaigns.map(({ id }) => id) } },
    select: { id: true, state: true, campaignId: true },
  });
  const training = await withOpenRuns(ctx, runs);
  const stateOfRun = new Map(runs.map(({ id, state }) => [id, state]));
  const jobs = await ctx.db.job.findMany({
    where: { key: { in: campaigns.map(({ id }) => campaignJobKey(id)) } },
  });
  const jobOf = new Map(jobs.map((job) => [job.key, toJobSummary(job)]));
  return campaigns.map((campaign) =>
    toSummary(campaign, {
      stateOfRun,
      job: jobOf.get(campaignJobKey(campaign.id)) ?? null,
      trains: training.has(campaign.id),
    }),
  );
}

/** Ids of the campaigns that have runs which have not ended. */
async function withOpenRuns(
  ctx: CampaignsOf,
  runs: readonly Pick<Run, "id" | "state" | "campaignId">[],
): Promise<ReadonlySet<string | null>> {
  const settled = await settledByJobs(ctx, runs);
  const open = runs.filter(({ id, state }) => !isEnded(state) && !settled.has(id));
  return new Set(open.map(({ campaignId }) => campaignId));
}

interface Known {
  readonly stateOfRun: ReadonlyMap<string, string>;
  readonly job: JobSummary | null;
  /** Whether one of its runs has not ended. */
  readonly trains: boolean;
}

function toSummary(campaign: CampaignRow, { stateOfRun, job, trains }: Known): CampaignSummary {
  const { id, name, createdAt, archivedAt, corpusVersion, proxies } = campaign;
  const states = proxies.map((proxy) => proxyState(proxy, stateOfRun.get(proxy.runId ?? "") ?? null));
  const counts = Object.fromEntries(
    PROXY_STATES.map((state) => [state, states.filter((of) => of === state).length]),
  ) as Record<ProxyState, number>;
  const losses = proxies.flatMap((proxy) => proxyLosses(proxy)?.[OVERALL] ?? []);
  return {
    id,
    name,
    state: stateOf(campaign, counts, job, trains),
    archived: archivedAt !== null,
    createdAt,
    corpus: {
      id: corpusVersion.corpusId,
      name: corpusVersion.corpus.name,
      number: corpusVersion.number,
      versionId: corpusVersion.id,
      fingerprint: corpusVersion.fingerprint,
    },
    counts,
    proxies: proxies.length,
    learntFrom: proxies.filter((proxy) => isLearntFrom(proxyFacts(proxy).role) && proxyLosses(proxy) !== null)
      .length,
    bestLoss: losses.length === 0 ? null : Math.min(...losses),
    backend: settingsOf(campaign).backend,
    jobId: job?.id ?? null,
    progress: job?.state === "running" ? job.progress : null,
    error: job?.state === "failed" ? (job.error?.message ?? null) : null,
  };
}

function stateOf(
  { stoppedAt, proxies }: Pick<CampaignParts, "stoppedAt"> & { readonly proxies: readonly unknown[] },
  { done, failed }: Readonly<Record<ProxyState, number>>,
  job: JobSummary | null,
  trains: boolean,
): CampaignState {
  if (done + failed === proxies.length && !trains) return "finished";
  if (stoppedAt !== null || job?.state === "cancelled")
    return trains || job?.state === "running" ? "stopping" : "stopped";
  return job?.state === "failed" ? "failed" : "running";
}
