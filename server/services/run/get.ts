import type { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findRun, runIdInput } from "@/server/services/run/find-run";
import type { RunSummary } from "@/server/services/run/run-summary";
import { toRunSummaries } from "@/server/services/run/to-run-summary";

/** @throws StudioError `not-found` */
export async function getRun({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof runIdInput>;
}): Promise<RunSummary> {
  const { id } = parseInput(runIdInput, input);
  const [summary] = await toRunSummaries(ctx, [await findRun(ctx, id)]);
  if (summary === undefined) throw new StudioError("not-found", `There is no run ${id}.`);
  return summary;
}
