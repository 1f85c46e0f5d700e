import { APIError } from "better-auth/api";
import { StudioError } from "@/core/errors";
import type { Db } from "@/server/db/client";
import { transaction } from "@/server/db/transaction";
import { accounts, addressOf } from "@/server/services/account/accounts";
import { recordAudit } from "@/server/services/audit/record";

interface Beginning {
  readonly db: Db;
  readonly workspaceId: string;
  readonly headers: Headers;
  readonly email: string;
  readonly password: string;
}

/**
 * Begins a session for whoever knows the password. It holds only if the account and its password are still those that were
 * checked: who was removed, or changed the password meanwhile, has ended the sessions that were there by then.
 * @returns headers that set the cookie; null for a wrong address or password
 */
export async function beginSession({
  db,
  workspaceId,
  headers,
  email,
  password,
}: Beginning): Promise<Headers | null> {
  const known = await db.credential.findFirst({
    where: { person: { workspaceId, email, archivedAt: null } },
  });
  const { api } = await accounts();
  const begun = await api
    .signInEmail({ body: { email, password }, headers, returnHeaders: true })
    .catch((error: unknown) => {
      // What the database lacked is no wrong password.
      if (error instanceof APIError && error.statusCode < 500) return null;
      throw error;
    });
  if (begun === null) return null;
  const { token } = begun.response;
  const credentials = { some: { password: known?.password ?? "" } };
  const holds = await transaction(db, async (tx) => {
    const { count } = await tx.signIn.deleteMany({
      where: { token, NOT: { person: { workspaceId, archivedAt: null, credentials } } },
    });
    if (count > 0) return false;
    const detail = { address: addressOf(headers) };
    await recordAudit(tx, { workspaceId, actor: email }, { action: "signed in", subject: email, detail });
    return true;
  });
  return holds ? begun.headers : null;
}

export const wrongPassword = (): StudioError =>
  new StudioError(
    "signed-out",
    "The e-mail address or the password is wrong.",
    "Ask an admin for a new invitation if you have forgotten it.",
  );
