import { retryBusy } from "@/server/db/retry";
import { accounts } from "@/server/services/account/accounts";
import { authorise } from "@/server/services/authorise";
import { recordAudit } from "@/server/services/audit/record";
import type { Context } from "@/server/services/context";

/** Ends the session of a request. @returns headers that take the cookie away */
export async function signOut(ctx: Context, headers: Headers): Promise<Headers> {
  authorise(ctx, "keep an account");
  const answer = await (await accounts()).api.signOut({ headers, returnHeaders: true });
  await retryBusy(() => recordAudit(ctx.db, ctx, { action: "signed out", subject: ctx.actor }));
  return answer.headers;
}
