import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSelections } from "@/server/services/selection/list";
import { readManifest } from "@/server/services/selection/read-manifest";
import type { SelectionDetail } from "@/server/services/selection/selection-summary";
import { selectionPath } from "@/server/storage/home";

export const getSelectionInput = z.object({ id: z.string().min(1) });

/** @throws StudioError `not-found`; `corrupt` when the manifest does not hold what the studio wrote. */
export async function getSelection({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof getSelectionInput>;
}): Promise<SelectionDetail> {
  const { id } = parseInput(getSelectionInput, input);
  const [selection] = await findSelections(ctx, { id });
  if (selection === undefined) {
    throw new StudioError(
      "not-found",
      `There is no selection ${id}.`,
      "Choose one from the list of selections.",
    );
  }
  const folder = selectionPath(selection.selectionKey, ctx.home);
  return { ...selection, manifest: selection.state === "ready" ? await readManifest(folder) : null };
}
