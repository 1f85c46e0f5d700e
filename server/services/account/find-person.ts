import { z } from "zod";
import type { Person } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import type { DbTransaction } from "@/server/db/client";
import type { Context } from "@/server/services/context";

/** Somebody who has an account; addresses are kept in lower case. */
export const knownAddress = z.string().min(1).toLowerCase();

/** Somebody with an account, by e-mail address. @throws StudioError `not-found` */
export async function findPerson(
  db: DbTransaction,
  { workspaceId }: Pick<Context, "workspaceId">,
  email: string,
): Promise<Person> {
  const person = await db.person.findFirst({ where: { workspaceId, email, archivedAt: null } });
  if (person !== null) return person;
  throw noSuchPerson(email);
}

export const noSuchPerson = (email: string): StudioError =>
  new StudioError("not-found", `${email} has no account here.`, "Invite them first.");

/** Keeps an act from taking the last admin away. @throws StudioError `conflict` */
export async function requireAdmin(
  db: DbTransaction,
  { workspaceId }: Pick<Context, "workspaceId">,
): Promise<void> {
  if ((await db.person.count({ where: { workspaceId, role: "admin", archivedAt: null } })) > 0) return;
  throw new StudioError(
    "conflict",
    "This is the only admin, and somebody must be one.",
    "Make somebody else an admin first.",
  );
}
