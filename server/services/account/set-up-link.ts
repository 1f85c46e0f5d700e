import { transaction } from "@/server/db/transaction";
import { closeInvitations } from "@/server/services/account/close-invitations";
import { invite } from "@/server/services/account/invite";
import type { Context } from "@/server/services/context";

/** Where an invitation is used. What follows # never leaves the browser: no log and no Referer has it. */
export const invitationLink = (origin: string, token: string): string => `${origin}/invitation#${token}`;

/** A link that makes the first admin, while nobody has an account; a new one takes the place of the last. Null once somebody has. */
export async function setUpLink(ctx: Context, origin: string): Promise<string | null> {
  const { db, workspaceId } = ctx;
  if ((await db.person.count({ where: { workspaceId, archivedAt: null } })) > 0) return null;
  await transaction(db, (tx) => closeInvitations(tx, ctx, { email: null }));
  const { token } = await invite({ ctx, input: { email: null, role: "admin" } });
  return invitationLink(origin, token);
}
