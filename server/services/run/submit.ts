import { z } from "zod";
import { llamaShapeSchema, shapeOf, type ModelId } from "@/core/models";
import { checkTrainSettings, stepsOf, trainSettingsSchema } from "@/core/train-settings";
import type { Selection } from "@/generated/sqlite/client";
import { isDuplicate } from "@/server/db/retry";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";
import { parseInput } from "@/server/services/parse-input";
import { getRun } from "@/server/services/run/get";
import { placeRun } from "@/server/services/run/place-run";
import { modelSchema, runDataSchema, trainJobKey, type RunConfig } from "@/server/services/run/run-config";
import type { RunSummary } from "@/server/services/run/run-summary";
import { readySelection } from "@/server/services/run/selected-domains";
import { requireTrainable } from "@/server/services/run/trainable-corpus";

export const submitRunInput = z.object({
  id: z.uuid(),
  selectionId: z.string().min(1),
  name: z.string().trim().min(1).max(120),
  /** Id of a training backend; on a cluster with a template of it and changes to that template's resources. */
  backend: z.string().min(1).max(40),
  template: z.string().max(200).optional(),
  changes: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  model: modelSchema,
  shape: llamaShapeSchema.optional(),
  train: trainSettingsSchema,
  data: runDataSchema.default("inline"),
});

/**
 * Confirms a training: the run and its job in one transaction. The same id again is the same act.
 * @throws StudioError `invalid-input` for settings that cannot train, `not-found` for an unknown backend or template,
 * `not-ready` without a written selection or a validation set, `forbidden` on a synthetic corpus.
 */
export async function submitRun({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof submitRunInput>;
}): Promise<RunSummary> {
  const {
    id,
    selectionId,
    name,
    model,
    shape: given,
    train,
    data,
    ...place
  } = parseInput(submitRunInput, input);
  authorise(ctx, "train a model");
  const known = await ctx.db.run.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    select: { id: true },
  });
  if (known === null) {
    const cluster = await placeRun({ ...place, processes: train.processes }, ctx.home);
    const shape = shapeOf(model, given);
    checkTrainSettings(train, shape);
    const selection = await readySelection(ctx, selectionId);
    const config = { shape, train, data, ...(cluster === undefined ? {} : { cluster }) };
    await createRun(ctx, { id, selection, name, backend: place.backend, model, config });
  }
  return getRun({ ctx, input: { id } });
}

export interface NewRun {
  readonly id: string;
  readonly selection: Selection;
  readonly name: string;
  readonly backend: string;
  readonly model: ModelId;
  readonly config: RunConfig;
  /** The run it trains again. */
  readonly parentId?: string;
  /** The campaign it is a proxy of. */
  readonly campaignId?: string;
}

/** Writes the run and queues its job, both or neither; does nothing for an id that is taken. */
export async function createRun(
  ctx: Context,
  { id, selection, name, backend, model, config, parentId, campaignId }: NewRun,
): Promise<void> {
  await requireTrainable(ctx, selection);
  const run = {
    id,
    workspaceId: ctx.workspaceId,
    createdBy: ctx.actor,
    name,
    selectionId: selection.id,
    backend,
    model,
    config,
    totalSteps: stepsOf(config.train),
    parentId: parentId ?? null,
    campaignId: campaignId ?? null,
  };
  try {
    await transaction(ctx.db, async (db) => {
      await db.run.create({ data: run });
      const kind = config.cluster === undefined ? "train-run" : "follow-run";
      await enqueueJob({ db, ctx, kind, key: trainJobKey(id), payload: { runId: id } });
      const detail = { name, backend, selection: selection.id, campaign: campaignId ?? null };
      await recordAudit(db, ctx, { action: "training submitted", subject: id, detail });
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}
