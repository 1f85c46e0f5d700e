import { z } from "zod";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { toSavedViewSummary, type SavedViewSummary } from "@/server/services/view/saved-view-summary";

export const listViewsInput = z.object({ corpusId: z.string().min(1) });

/** Saved views of a corpus by name, without archived ones. */
export async function listViews({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof listViewsInput>;
}): Promise<SavedViewSummary[]> {
  const { corpusId } = parseInput(listViewsInput, input);
  const views = await ctx.db.savedView.findMany({
    where: { workspaceId: ctx.workspaceId, corpusId, archivedAt: null },
    orderBy: { name: "asc" },
  });
  return views.map(toSavedViewSummary);
}
