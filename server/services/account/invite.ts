import { randomBytes, randomUUID } from "node:crypto";
import { z } from "zod";
import { ROLES } from "@/core/access";
import { StudioError } from "@/core/errors";
import { transaction } from "@/server/db/transaction";
import { closeInvitations } from "@/server/services/account/close-invitations";
import { invitationHash } from "@/server/services/account/open-invitation";
import { authorise } from "@/server/services/authorise";
import { recordAudit } from "@/server/services/audit/record";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

export const inviteInput = z.strictObject({
  /** null: whoever has the link says it. */
  email: z.email().max(254).toLowerCase().nullable(),
  role: z.enum(ROLES),
});

const VALID_HOURS = 72;

/**
 * Makes an invitation for one account, in the place of one that is open for the same address. Its token is told here and never again: the database holds a hash of it.
 * @throws StudioError `conflict` for an address that has an account
 */
export async function invite({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: z.input<typeof inviteInput>;
}): Promise<{ readonly token: string; readonly expiresAt: Date }> {
  const { email, role } = parseInput(inviteInput, input);
  authorise(ctx, "manage people");
  const token = randomBytes(32).toString("base64url");
  const expiresAt = new Date(Date.now() + VALID_HOURS * 3_600_000);
  await transaction(ctx.db, async (tx) => {
    const id = randomUUID();
    const owned = { workspaceId: ctx.workspaceId, createdBy: ctx.actor };
    if (email !== null) await closeInvitations(tx, ctx, { email });
    await tx.invitation.create({
      data: { id, ...owned, tokenHash: invitationHash(token), email, role, expiresAt },
    });
    if (email !== null && (await tx.person.count({ where: { email, archivedAt: null } })) > 0)
      throw new StudioError("conflict", `${email} has an account already.`, "Change their role instead.");
    await recordAudit(tx, ctx, { action: "person invited", subject: email ?? id, detail: { role } });
  });
  return { token, expiresAt };
}
