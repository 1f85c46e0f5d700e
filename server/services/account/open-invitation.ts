import { createHash } from "node:crypto";
import { z } from "zod";
import { ROLES, type Role } from "@/core/access";
import { StudioError } from "@/core/errors";
import type { DbTransaction } from "@/server/db/client";

/** What an invitation's link carries: 32 bytes. */
export const invitationTokenSchema = z.string().regex(/^[\w-]{43}$/, "not an invitation");

export const invitationInput = z.strictObject({ token: invitationTokenSchema });

export const invitationHash = (token: string): string => createHash("sha256").update(token).digest("hex");

export interface OpenInvitation {
  readonly email: string | null;
  readonly role: Role;
  readonly invitedBy: string;
}

/** An invitation that can still be used. */
export const isOpen = () => ({ usedAt: null, archivedAt: null, expiresAt: { gt: new Date() } });

/** @throws StudioError `not-found` for one that was used, taken back, has expired or never was */
export async function openInvitation(db: DbTransaction, token: string): Promise<OpenInvitation> {
  const found = await db.invitation.findFirst({ where: { tokenHash: invitationHash(token), ...isOpen() } });
  if (found === null) throw noSuchInvitation();
  return { email: found.email, role: z.enum(ROLES).parse(found.role), invitedBy: found.createdBy };
}

export const noSuchInvitation = (): StudioError =>
  new StudioError(
    "not-found",
    "This invitation was used, was taken back, or has expired.",
    "Ask an admin for another one.",
  );
