import { z } from "zod";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findRun } from "@/server/services/run/find-run";
import { getRun } from "@/server/services/run/get";
import { modelSchema, runConfigSchema } from "@/server/services/run/run-config";
import type { RunSummary } from "@/server/services/run/run-summary";
import { createRun } from "@/server/services/run/submit";

export const retryRunInput = z.object({ id: z.uuid(), newId: z.uuid() });

/** Trains the same again as a run of its own, from the first step; the child of the first. */
export async function retryRun({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof retryRunInput>;
}): Promise<RunSummary> {
  const { id, newId } = parseInput(retryRunInput, input);
  authorise(ctx, "train a model");
  const run = await findRun(ctx, id);
  await createRun(ctx, {
    id: newId,
    selection: run.selection,
    name: run.name,
    backend: run.backend,
    model: modelSchema.parse(run.model),
    config: runConfigSchema.parse(run.config),
    parentId: id,
  });
  return getRun({ ctx, input: { id: newId } });
}
