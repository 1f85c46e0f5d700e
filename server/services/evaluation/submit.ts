import { z } from "zod";
import { StudioError } from "@/core/errors";
import { evaluationSettingsSchema } from "@/core/evaluation/evaluation-settings";
import { VALIDATION_TASK } from "@/core/evaluation/evaluation-tasks";
import { isDuplicate } from "@/server/db/retry";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { importRoots, resolveImportPath } from "@/server/services/corpus/import-roots";
import { evaluationJobKey, type EvaluationConfig } from "@/server/services/evaluation/evaluation-config";
import type { EvaluationSummary } from "@/server/services/evaluation/evaluation-summary";
import { getEvaluation } from "@/server/services/evaluation/get";
import { enqueueJob } from "@/server/services/job/enqueue";
import { parseInput } from "@/server/services/parse-input";
import { findRun, type RunParts } from "@/server/services/run/find-run";
import { placeRun } from "@/server/services/run/place-run";

export const submitEvaluationInput = z.object({
  id: z.uuid(),
  runId: z.uuid(),
  settings: evaluationSettingsSchema,
  /** Folder on the studio's machine with the person's own task files and their data. */
  taskFolder: z.string().trim().min(1).max(4_096).optional(),
  /** Id of a backend; on a cluster with a template of it and changes to that template's resources. */
  backend: z.string().min(1).max(40),
  template: z.string().max(200).optional(),
  changes: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** An evaluation is one process, on one GPU or none. */
const PROCESSES = 1;

/**
 * Orders an evaluation of the model of a run: its row and its job in one transaction. The same id again is the same act.
 * @param roots folders in which the task folder may lie, null for any; by default those the page may import from
 * @throws StudioError `not-found`; `not-ready` before the run has a model whose hash was kept; `forbidden` for a task folder
 * elsewhere; `invalid-input`
 */
export async function submitEvaluation({
  ctx,
  input,
  roots = importRoots(ctx.home),
}: {
  ctx: Context;
  input: z.input<typeof submitEvaluationInput>;
  roots?: readonly string[] | null;
}): Promise<EvaluationSummary> {
  const { id, runId, settings, taskFolder, ...place } = parseInput(submitEvaluationInput, input);
  authorise(ctx, "evaluate a model");
  if ((await ctx.db.evaluation.count({ where: { id, workspaceId: ctx.workspaceId } })) === 0) {
    const run = await findRun(ctx, runId);
    requireValidation(run, settings.tasks);
    const cluster = await placeRun({ ...place, of: "evaluation", processes: PROCESSES }, ctx.home);
    await create(ctx, id, place.backend, run, {
      ...settings,
      ...(taskFolder === undefined ? {} : { taskFolder: await resolveImportPath(taskFolder, roots) }),
      ...(cluster === undefined ? {} : { cluster }),
    });
  }
  return getEvaluation({ ctx, input: { id } });
}

async function create(
  ctx: Context,
  id: string,
  backend: string,
  run: RunParts,
  config: EvaluationConfig,
): Promise<void> {
  const row = {
    ...{ id, workspaceId: ctx.workspaceId, createdBy: ctx.actor, runId: run.id, backend, config },
    ...{ modelSha256: modelOf(run), totalSteps: config.tasks.length },
  };
  try {
    await transaction(ctx.db, async (db) => {
      await db.evaluation.create({ data: row });
      const kind = config.cluster === undefined ? "evaluate-run" : "follow-evaluation";
      await enqueueJob({ db, ctx, kind, key: evaluationJobKey(id), payload: { evaluationId: id } });
      const detail = { run: run.id, backend };
      await recordAudit(db, ctx, { action: "evaluation submitted", subject: id, detail });
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** Hash of the model that is measured. */
function modelOf({ name, state, modelSha256 }: RunParts): string {
  if (modelSha256 !== null) return modelSha256;
  throw new StudioError(
    "not-ready",
    state === "succeeded"
      ? `No hash of the model of "${name}" was kept, so nobody could say what was measured.`
      : `The run "${name}" has no model yet: it is ${state}.`,
    state === "succeeded" ? "Train it again." : "Evaluate it once it has succeeded.",
  );
}

function requireValidation({ selection }: RunParts, tasks: readonly { readonly name: string }[]): void {
  const { corpusVersion } = selection;
  if (!tasks.some(({ name }) => name === VALIDATION_TASK) || corpusVersion.deletedAt === null) return;
  throw new StudioError(
    "not-ready",
    `Version ${String(corpusVersion.number)} of "${corpusVersion.corpus.name}" was deleted, and its validation set with it.`,
    "Leave the validation set out, or import the corpus again.",
  );
}
