import { z } from "zod";
import { PASSWORD_LENGTH } from "@/core/password";
import type { Db } from "@/server/db/client";
import { addressOf } from "@/server/services/account/accounts";
import { beginSession, wrongPassword } from "@/server/services/account/begin-session";
import { networkOf } from "@/server/services/account/network-of";
import { tryPassword } from "@/server/services/account/try-password";
import { parseInput } from "@/server/services/parse-input";

export const signInInput = z.strictObject({
  email: z.email().max(254).toLowerCase(),
  password: z.string().min(1).max(PASSWORD_LENGTH.most),
});

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
}: {
  readonly db: Db;
  readonly workspaceId: string;
  readonly headers: Headers;
  readonly input: z.input<typeof signInInput>;
}): Promise<Headers> {
  const { email, password } = parseInput(signInInput, input);
  const network = networkOf(addressOf(headers));
  const actor = `nobody at ${network}`;
  const begun = await tryPassword(
    { db, workspaceId, actor, subject: email, refusal: "sign-in refused", network },
    () => beginSession({ db, workspaceId, headers, email, password }),
  );
  if (begun === null) throw wrongPassword();
  return begun;
}
