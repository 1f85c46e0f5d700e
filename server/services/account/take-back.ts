import { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { isOpen } from "@/server/services/account/open-invitation";
import { authorise } from "@/server/services/authorise";
import { recordAudit } from "@/server/services/audit/record";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

export const takeBackInput = z.strictObject({ id: z.string().min(1) });

/** Makes the link of an invitation worthless; one that is not open stays as it is. */
export async function takeBack({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: z.input<typeof takeBackInput>;
}): Promise<void> {
  const { id } = parseInput(takeBackInput, input);
  authorise(ctx, "manage people");
  await transaction(ctx.db, async (tx) => {
    const open = { id, workspaceId: ctx.workspaceId, ...isOpen() };
    const { count } = await tx.invitation.updateMany({ where: open, data: { archivedAt: new Date() } });
    if (count > 0) await recordAudit(tx, ctx, { action: "invitation taken back", subject: id });
  });
}
