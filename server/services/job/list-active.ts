import type { Context } from "@/server/services/context";
import { toJobSummary, type JobSummary } from "@/server/services/job/job-summary";

/** Jobs that wait or run, oldest first. */
export async function listActiveJobs({ ctx }: { ctx: Context }): Promise<JobSummary[]> {
  const jobs = await ctx.db.job.findMany({
    where: { workspaceId: ctx.workspaceId, state: { in: ["queued", "running"] } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
  });
  return jobs.map(toJobSummary);
}
