import { z } from "zod";
import { llamaShapeSchema, shapeOf } from "@/core/models";
import { checkTrainSettings, trainSettingsSchema } from "@/core/train-settings";
import { trainingPlan, type TrainingPlan } from "@/core/training-plan";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { modelSchema } from "@/server/services/run/run-config";
import { readySelection, selectedDomains } from "@/server/services/run/selected-domains";

export const planRunInput = z.object({
  selectionId: z.string().min(1),
  model: modelSchema,
  shape: llamaShapeSchema.optional(),
  train: trainSettingsSchema,
});

/** What a training on a selection will take; nothing is written. */
export async function planRun({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof planRunInput>;
}): Promise<TrainingPlan> {
  const { selectionId, model, shape: given, train } = parseInput(planRunInput, input);
  const shape = shapeOf(model, given);
  checkTrainSettings(train, shape);
  return trainingPlan(await selectedDomains(ctx, await readySelection(ctx, selectionId)), shape, train);
}
