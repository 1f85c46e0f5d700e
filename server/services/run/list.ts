import { z } from "zod";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { RUN_PARTS } from "@/server/services/run/find-run";
import type { RunSummary } from "@/server/services/run/run-summary";
import { toRunSummaries } from "@/server/services/run/to-run-summary";

export const listRunsInput = z.object({ campaignId: z.string().min(1).optional() }).default({});

/** Runs that are not archived, newest first: those of a campaign, or all that are a proxy of none. */
export async function listRuns({
  ctx,
  input,
}: {
  ctx: Context;
  input?: z.input<typeof listRunsInput>;
}): Promise<RunSummary[]> {
  const { campaignId = null } = parseInput(listRunsInput, input);
  const runs = await ctx.db.run.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: null, campaignId },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    include: RUN_PARTS,
  });
  return toRunSummaries(ctx, runs);
}
