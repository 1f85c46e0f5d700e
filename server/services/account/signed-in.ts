import { z } from "zod";
import { ROLES, type Role } from "@/core/access";
import { accounts } from "@/server/services/account/accounts";

const sessionSchema = z.object({
  session: z.object({ id: z.string() }),
  user: z.object({
    email: z.string(),
    name: z.string(),
    role: z.enum(ROLES),
    archivedAt: z.date().nullish(),
  }),
});

/** Whoever a request's cookie stands for. */
export interface SignedIn {
  readonly signInId: string;
  readonly email: string;
  readonly name: string;
  readonly role: Role;
}

/** Looks a cookie up; null without one, and for one that was ended, has expired, was never given or is of somebody who was removed. */
export async function signedIn(headers: Headers): Promise<SignedIn | null> {
  const found = await (await accounts()).api.getSession({ headers });
  if (found === null) return null;
  const { session, user } = sessionSchema.parse(found);
  const { archivedAt, ...person } = user;
  return (archivedAt ?? null) === null ? { signInId: session.id, ...person } : null;
}
