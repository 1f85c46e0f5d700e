import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { toJobSummary, type JobSummary } from "@/server/services/job/job-summary";
import { parseInput } from "@/server/services/parse-input";

export const getJobInput = z.object({ id: z.string().min(1) });

/** @throws StudioError `not-found` */
export async function getJob({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof getJobInput>;
}): Promise<JobSummary> {
  const { id } = parseInput(getJobInput, input);
  const job = await ctx.db.job.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (job === null) throw new StudioError("not-found", `There is no job ${id}.`);
  return toJobSummary(job);
}
