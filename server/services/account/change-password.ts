import { APIError } from "better-auth/api";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { retryBusy } from "@/server/db/retry";
import { accounts } from "@/server/services/account/accounts";
import { passwordSchema } from "@/server/services/account/password";
import { tryPassword } from "@/server/services/account/try-password";
import { authorise } from "@/server/services/authorise";
import { recordAudit } from "@/server/services/audit/record";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

export const changePasswordInput = z.strictObject({
  current: z.string().min(1).max(128),
  next: passwordSchema,
});

/**
 * Changes somebody's own password and ends every session of theirs; this browser gets a new one.
 * @returns headers that set the cookie of the new session
 * @throws StudioError `invalid-input` where the present password is wrong; `not-ready` after too many of them
 */
export async function changePassword({
  ctx,
  headers,
  input,
}: {
  readonly ctx: Context;
  readonly headers: Headers;
  readonly input: z.input<typeof changePasswordInput>;
}): Promise<Headers> {
  const { current, next } = parseInput(changePasswordInput, input);
  authorise(ctx, "keep an account");
  const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true };
  const { api } = await accounts();
  const { db, workspaceId, actor } = ctx;
  const answer = await tryPassword(
    { db, workspaceId, actor, subject: actor, refusal: "password refused" },
    () =>
      api.changePassword({ body, headers, returnHeaders: true }).catch((error: unknown) => {
        if (error instanceof APIError && error.statusCode < 500) return null;
        throw error;
      }),
  );
  if (answer === null)
    throw new StudioError("invalid-input", "The present password is wrong.", "Type it again.");
  await retryBusy(() => recordAudit(db, ctx, { action: "password changed", subject: actor }));
  return answer.headers;
}
