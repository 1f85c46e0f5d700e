import type { Context } from "@/server/services/context";
import { toJobSummary, type JobSummary } from "@/server/services/job/job-summary";
import { trainJobKey } from "@/server/services/run/run-config";

/** Jobs that wait or run, oldest first; of a campaign its own job alone, not one for each of its proxies. */
export async function listActiveJobs({ ctx }: { ctx: Context }): Promise<JobSummary[]> {
  const jobs = await ctx.db.job.findMany({
    where: { workspaceId: ctx.workspaceId, state: { in: ["queued", "running"] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  const proxies = await proxyJobKeys(ctx, jobs);
  return jobs.filter(({ key }) => !proxies.has(key)).map(toJobSummary);
}

async function proxyJobKeys(
  { db }: Context,
  jobs: readonly { readonly key: string }[],
): Promise<ReadonlySet<string>> {
  const runs = await db.run.findMany({
    where: {
      campaignId: { not: null },
      id: { in: jobs.map(({ key }) => key.slice(trainJobKey("").length)) },
    },
    select: { id: true },
  });
  return new Set(runs.map(({ id }) => trainJobKey(id)));
}
