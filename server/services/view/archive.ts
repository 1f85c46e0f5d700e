import { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { StudioError } from "@/core/errors";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

export const archiveViewInput = z.object({ id: z.string().min(1) });

/** Takes a view from the list; archiving it again changes nothing. @throws StudioError `not-found` */
export async function archiveView({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof archiveViewInput>;
}): Promise<void> {
  const { id } = parseInput(archiveViewInput, input);
  authorise(ctx, "archive a view");
  const mine = { id, workspaceId: ctx.workspaceId };
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.savedView.updateMany({
      where: { ...mine, archivedAt: null },
      data: { archivedAt: new Date(), version: { increment: 1 } },
    });
    if (count > 0) await recordAudit(tx, ctx, { action: "view archived", subject: id });
  });
  if ((await ctx.db.savedView.count({ where: mine })) > 0) return;
  throw new StudioError("not-found", `There is no view ${id}.`, "Reload the page.");
}
