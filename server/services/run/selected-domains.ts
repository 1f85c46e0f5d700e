import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { DomainTokens } from "@/core/training-plan";
import type { Selection } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { readJsonFile } from "@/server/storage/read-json-file";
import { selectionPath } from "@/server/storage/home";

const figures = z.object({ documents: z.number(), tokens: z.number() });
const manifestSchema = z.object({ domains: z.array(z.object({ domain: z.string(), after: figures })) });

/**
 * The selection to train on, its files written.
 * @throws StudioError `not-found`, or `not-ready` while they are being written or when that failed.
 */
export async function readySelection(ctx: Context, id: string): Promise<Selection> {
  const selection = await ctx.db.selection.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (selection === null) throw new StudioError("not-found", `There is no selection ${id}.`);
  if (selection.state === "ready") return selection;
  const failed = selection.state === "failed";
  throw new StudioError(
    "not-ready",
    failed ? `Writing the selection ${id} failed.` : `The selection ${id} is still being written.`,
    failed ? "Confirm it again." : "Wait until it is ready.",
  );
}

/** Documents and tokens of a ready selection by domain, as its manifest says; domains without any are left out. */
export async function selectedDomains(ctx: Context, selection: Selection): Promise<DomainTokens[]> {
  const file = path.join(selectionPath(selection.selectionKey, ctx.home), "manifest.json");
  const { domains } = await readJsonFile(file, manifestSchema);
  return domains.flatMap(({ domain, after }) => (after.documents === 0 ? [] : [{ domain, ...after }]));
}
