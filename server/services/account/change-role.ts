import { z } from "zod";
import { mayDo, ROLES } from "@/core/access";
import { transaction } from "@/server/db/transaction";
import { closeInvitations } from "@/server/services/account/close-invitations";
import { findPerson, knownAddress, requireAdmin } from "@/server/services/account/find-person";
import { authorise } from "@/server/services/authorise";
import { recordAudit } from "@/server/services/audit/record";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

export const changeRoleInput = z.strictObject({ email: knownAddress, role: z.enum(ROLES) });

/** Gives somebody another role, which counts from their next request on; who may not invite any more has invited nobody. @throws StudioError `not-found`; `conflict` for the only admin */
export async function changeRole({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: z.input<typeof changeRoleInput>;
}): Promise<void> {
  const { email, role } = parseInput(changeRoleInput, input);
  authorise(ctx, "manage people");
  await transaction(ctx.db, async (tx) => {
    const others = { workspaceId: ctx.workspaceId, archivedAt: null, role: { not: role } };
    const { count } = await tx.person.updateMany({
      where: { email, ...others },
      data: { role, version: { increment: 1 } },
    });
    await findPerson(tx, ctx, email);
    await requireAdmin(tx, ctx);
    if (!mayDo(role, "manage people")) await closeInvitations(tx, ctx, { createdBy: email });
    if (count > 0) await recordAudit(tx, ctx, { action: "role changed", subject: email, detail: { role } });
  });
}
