import { APIError } from "better-auth/api";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { PASSWORD_LENGTH } from "@/core/password";
import type { Db } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";
import { accounts, ADDRESS_HEADER } from "@/server/services/account/accounts";
import { recordAudit } from "@/server/services/audit/record";
import { parseInput } from "@/server/services/parse-input";

export const signInInput = z.strictObject({
  email: z.email().max(254).toLowerCase(),
  password: z.string().min(1).max(PASSWORD_LENGTH.most),
});

const LIMIT = { minutes: 15, ofAccount: 10, ofAddress: 50 } as const;

interface Asked {
  readonly db: Db;
  readonly workspaceId: string;
  readonly email: string;
  readonly address: string;
}

/**
 * Signs somebody in. Every sign-in begins a session of its own, whatever cookie the browser came with.
 * @returns headers that set the cookie
 * @throws StudioError `signed-out` for a wrong address or password, whichever it is; `not-ready` after too many of them
 */
export async function signIn({
  db,
  workspaceId,
  headers,
  input,
}: Pick<Asked, "db" | "workspaceId"> & {
  readonly headers: Headers;
  readonly input: z.input<typeof signInInput>;
}): Promise<Headers> {
  const { email, password } = parseInput(signInInput, input);
  const asked = { db, workspaceId, email, address: headers.get(ADDRESS_HEADER) ?? "unknown" };
  await limit(asked);
  const { api } = await accounts();
  const answer = await api
    .signInEmail({ body: { email, password }, headers, returnHeaders: true })
    .catch((error: unknown) => {
      if (error instanceof APIError) return null;
      throw error;
    });
  await note(asked, answer !== null);
  if (answer !== null) return answer.headers;
  throw new StudioError(
    "signed-out",
    "The e-mail address or the password is wrong.",
    "Ask an admin for a new invitation if you have forgotten it.",
  );
}

/** By the audit, so that neither another server nor a new start forgets. */
async function limit({ db, workspaceId, email, address }: Asked): Promise<void> {
  const since = new Date(Date.now() - LIMIT.minutes * 60_000);
  const refused = { workspaceId, action: "sign-in refused", createdAt: { gt: since } };
  const [ofAccount, ofAddress] = await Promise.all([
    db.auditEvent.count({ where: { ...refused, subject: email } }),
    db.auditEvent.count({ where: { ...refused, createdBy: `nobody at ${address}` } }),
  ]);
  if (ofAccount < LIMIT.ofAccount && ofAddress < LIMIT.ofAddress) return;
  throw new StudioError(
    "not-ready",
    "Too many sign-ins were refused.",
    `Try again in ${String(LIMIT.minutes)} minutes.`,
  );
}

const note = ({ db, workspaceId, email, address }: Asked, accepted: boolean): Promise<void> =>
  retryBusy(() =>
    accepted
      ? recordAudit(
          db,
          { workspaceId, actor: email },
          { action: "signed in", subject: email, detail: { address } },
        )
      : recordAudit(
          db,
          { workspaceId, actor: `nobody at ${address}` },
          { action: "sign-in refused", subject: email },
        ),
  );
