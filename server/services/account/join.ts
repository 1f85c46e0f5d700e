import { randomUUID } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Db, DbTransaction } from "@/server/db/client";
import { transaction } from "@/server/db/transaction";
import { closeInvitations } from "@/server/services/account/close-invitations";
import {
  invitationHash,
  invitationTokenSchema,
  isOpen,
  noSuchInvitation,
  openInvitation,
  type OpenInvitation,
} from "@/server/services/account/open-invitation";
import { passwordSchema } from "@/server/services/account/password";
import { recordAudit } from "@/server/services/audit/record";
import { parseInput } from "@/server/services/parse-input";

export const joinInput = z.strictObject({
  token: invitationTokenSchema,
  name: z.string().trim().min(1).max(80),
  /** Counts where the invitation names none. */
  email: z.email().max(254).toLowerCase(),
  password: passwordSchema,
});

/**
 * Makes the account that an invitation is for; of two who use it at once, one gets it.
 * @returns the address to sign in with
 * @throws StudioError `not-found` for an invitation that is not open, and for one to nobody in particular once somebody has an
 * account; `conflict` for an address that has an account
 */
export async function join({
  db,
  workspaceId,
  input,
}: {
  readonly db: Db;
  readonly workspaceId: string;
  readonly input: z.input<typeof joinInput>;
}): Promise<{ readonly email: string }> {
  const { token, name, password, ...given } = parseInput(joinInput, input);
  const invitation = await openInvitation(db, token);
  const email = invitation.email ?? given.email;
  const hash = await hashPassword(password);
  await transaction(db, async (tx) => {
    const { count } = await tx.invitation.updateMany({
      where: { tokenHash: invitationHash(token), ...isOpen() },
      data: { usedAt: new Date(), usedBy: email },
    });
    if (count === 0) throw noSuchInvitation();
    const people = await tx.person.count({ where: { workspaceId, archivedAt: null } });
    if (invitation.email === null && people > 0) throw noSuchInvitation();
    await closeInvitations(tx, { workspaceId }, { OR: [{ email }, { email: null }] });
    await createAccount(tx, { workspaceId, name, email, hash }, invitation);
    const detail = { role: invitation.role, invitedBy: invitation.invitedBy };
    await recordAudit(tx, { workspaceId, actor: email }, { action: "person joined", subject: email, detail });
  });
  return { email };
}

/** Somebody who was removed and is invited again is the same person. */
async function createAccount(
  tx: DbTransaction,
  account: {
    readonly workspaceId: string;
    readonly name: string;
    readonly email: string;
    readonly hash: string;
  },
  { role, invitedBy }: OpenInvitation,
): Promise<void> {
  const { workspaceId, name, email, hash } = account;
  const known = await tx.person.findUnique({ where: { email } });
  if (known !== null && known.archivedAt === null)
    throw new StudioError("conflict", `${email} has an account already.`, "Sign in.");
  const { id } = await tx.person.upsert({
    where: { email },
    create: { id: randomUUID(), workspaceId, createdBy: invitedBy, email, name, role },
    update: { name, role, archivedAt: null, version: { increment: 1 } },
  });
  // A sign-in that was on its way when the person was removed.
  await tx.signIn.deleteMany({ where: { personId: id } });
  await tx.credential.create({
    data: { id: randomUUID(), personId: id, providerId: "credential", accountId: id, password: hash },
  });
}
