import type { Context } from "@/server/services/context";
import { RUN_PARTS } from "@/server/services/run/find-run";
import type { RunSummary } from "@/server/services/run/run-summary";
import { toRunSummaries } from "@/server/services/run/to-run-summary";

/** All runs that are not archived, newest first. */
export async function listRuns({ ctx }: { ctx: Context }): Promise<RunSummary[]> {
  const runs = await ctx.db.run.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: RUN_PARTS,
  });
  return toRunSummaries(ctx, runs);
}
