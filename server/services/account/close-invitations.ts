import type { Prisma } from "@/generated/sqlite/client";
import type { DbTransaction } from "@/server/db/client";
import { isOpen } from "@/server/services/account/open-invitation";
import type { Context } from "@/server/services/context";

/** Makes links worthless that nobody has used. @returns of how many invitations */
export async function closeInvitations(
  tx: DbTransaction,
  { workspaceId }: Pick<Context, "workspaceId">,
  which: Prisma.InvitationWhereInput,
): Promise<number> {
  const { count } = await tx.invitation.updateMany({
    where: { AND: [{ workspaceId, ...isOpen() }, which] },
    data: { archivedAt: new Date() },
  });
  return count;
}
