import { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { closeInvitations } from "@/server/services/account/close-invitations";
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
    const closed = await closeInvitations(tx, ctx, { id });
    if (closed > 0) await recordAudit(tx, ctx, { action: "invitation taken back", subject: id });
  });
}
