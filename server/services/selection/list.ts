import { z } from "zod";
import type { Prisma } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { isSynthetic } from "@/server/services/corpus/synthetic-corpora";
import { parseInput } from "@/server/services/parse-input";
import {
  materialiseKey,
  SELECTION_RELATIONS,
  toSelectionSummary,
  type SelectionSummary,
} from "@/server/services/selection/selection-summary";

export const listSelectionsInput = z
  .object({
    versionId: z.string().min(1).optional(),
    /** Those written for this campaign; without it those that people confirmed. */
    campaignId: z.string().min(1).optional(),
  })
  .default({});

/** Confirmed selections of the workspace, or of one corpus version, newest first; those of campaigns only where asked for. */
export function listSelections({
  ctx,
  input,
}: {
  ctx: Context;
  input?: z.input<typeof listSelectionsInput>;
}): Promise<SelectionSummary[]> {
  const { versionId, campaignId = null } = parseInput(listSelectionsInput, input);
  return findSelections(ctx, {
    campaignId,
    ...(versionId === undefined ? {} : { corpusVersionId: versionId }),
  });
}

/** Selections of the workspace with everything their summaries need, in three queries. */
export async function findSelections(
  ctx: Context,
  where: Prisma.SelectionWhereInput,
): Promise<SelectionSummary[]> {
  const selections = await ctx.db.selection.findMany({
    where: { ...where, workspaceId: ctx.workspaceId, archivedAt: null },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
    include: SELECTION_RELATIONS,
  });
  const keys = selections.map(({ selectionKey }) => materialiseKey(selectionKey));
  const jobs = new Map(
    (await ctx.db.job.findMany({ where: { key: { in: keys } } })).map((job) => [job.key, job]),
  );
  return Promise.all(
    selections.map(async (selection) =>
      toSelectionSummary(
        selection,
        jobs.get(materialiseKey(selection.selectionKey)) ?? null,
        await isSynthetic(selection.fingerprint, ctx.home),
      ),
    ),
  );
}
