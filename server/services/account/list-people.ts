import { z } from "zod";
import { ROLES, type Role } from "@/core/access";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { isOpen } from "@/server/services/account/open-invitation";

export interface PersonSummary {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly joinedAt: Date;
  /** Sessions that have not ended. */
  readonly sessions: number;
}

export interface InvitationSummary {
  readonly id: string;
  readonly email: string | null;
  readonly role: Role;
  readonly invitedBy: string;
  readonly expiresAt: Date;
}

const roleSchema = z.enum(ROLES);

/** Everybody with an account, and the invitations that nobody has used. */
export async function listPeople({ ctx }: { readonly ctx: Context }): Promise<{
  readonly people: readonly PersonSummary[];
  readonly invitations: readonly InvitationSummary[];
}> {
  authorise(ctx, "manage people");
  const { db, workspaceId } = ctx;
  const [people, invitations] = await Promise.all([
    db.person.findMany({
      where: { workspaceId, archivedAt: null },
      orderBy: { email: "asc" },
      include: { _count: { select: { signIns: { where: { expiresAt: { gt: new Date() } } } } } },
    }),
    db.invitation.findMany({ where: { workspaceId, ...isOpen() }, orderBy: { createdAt: "desc" } }),
  ]);
  return {
    people: people.map(({ email, name, role, createdAt, _count }) => ({
      ...{ email, name, role: roleSchema.parse(role), joinedAt: createdAt, sessions: _count.signIns },
    })),
    invitations: invitations.map(({ id, email, role, createdBy, expiresAt }) => ({
      ...{ id, email, role: roleSchema.parse(role), invitedBy: createdBy, expiresAt },
    })),
  };
}
