import { z } from "zod";
import { processesOf } from "@/core/cluster-resources";
import { StudioError } from "@/core/errors";
import { llamaShapeSchema, shapeOf } from "@/core/models";
import { checkTrainSettings, trainSettingsSchema } from "@/core/train-settings";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findRun } from "@/server/services/run/find-run";
import { getRun } from "@/server/services/run/get";
import { modelSchema, runConfigSchema } from "@/server/services/run/run-config";
import type { RunSummary } from "@/server/services/run/run-summary";
import { createRun } from "@/server/services/run/submit";

export const rerunInput = z.object({
  id: z.uuid(),
  newId: z.uuid(),
  name: z.string().trim().min(1).max(120),
  model: modelSchema,
  shape: llamaShapeSchema.optional(),
  train: trainSettingsSchema,
});

/**
 * Trains on the selection of a run again with other settings, as its child. The same new id again is the same act.
 * @throws StudioError `not-found`; `invalid-input` for settings that cannot train
 */
export async function rerun({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof rerunInput>;
}): Promise<RunSummary> {
  const { id, newId, name, model, shape: given, train } = parseInput(rerunInput, input);
  authorise(ctx, "train a model");
  const parent = await findRun(ctx, id);
  const shape = shapeOf(model, given);
  checkTrainSettings(train, shape);
  const config = runConfigSchema.parse(parent.config);
  if (config.cluster !== undefined && processesOf(config.cluster.resources) !== train.processes)
    throw new StudioError(
      "invalid-input",
      `The run has ${String(processesOf(config.cluster.resources))} process(es) on ${parent.backend}, not ${String(train.processes)}.`,
      "Leave the processes as they are, or start a new run from its selection.",
    );
  await createRun(ctx, {
    id: newId,
    selection: parent.selection,
    name,
    backend: parent.backend,
    model,
    config: { ...config, shape, train },
    parentId: id,
  });
  return getRun({ ctx, input: { id: newId } });
}
