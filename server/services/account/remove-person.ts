import { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { closeInvitations } from "@/server/services/account/close-invitations";
import { knownAddress, noSuchPerson, requireAdmin } from "@/server/services/account/find-person";
import { authorise } from "@/server/services/authorise";
import { recordAudit } from "@/server/services/audit/record";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

export const personInput = z.strictObject({ email: knownAddress });

/** Takes an account away: its password, its sessions and the invitations by it and to it go at once; what the person made stays under their address. @throws StudioError `not-found`; `conflict` for the only admin */
export async function removePerson({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: z.input<typeof personInput>;
}): Promise<void> {
  const { email } = parseInput(personInput, input);
  authorise(ctx, "manage people");
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.person.updateMany({
      where: { email, workspaceId: ctx.workspaceId, archivedAt: null },
      data: { archivedAt: new Date(), version: { increment: 1 } },
    });
    if (count === 0) throw noSuchPerson(email);
    await tx.signIn.deleteMany({ where: { person: { email } } });
    await tx.credential.deleteMany({ where: { person: { email } } });
    await closeInvitations(tx, ctx, { OR: [{ email }, { createdBy: email }] });
    await requireAdmin(tx, ctx);
    await recordAudit(tx, ctx, { action: "person removed", subject: email });
  });
}
