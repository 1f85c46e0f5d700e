import { transaction } from "@/server/db/transaction";
import { accounts } from "@/server/services/account/accounts";
import { authorise } from "@/server/services/authorise";
import { recordAudit } from "@/server/services/audit/record";
import type { Context } from "@/server/services/context";

/** Ends the session of a request. @returns headers that take the cookie away */
export async function signOut({
  ctx,
  signInId,
  headers,
}: {
  readonly ctx: Context;
  readonly signInId: string;
  readonly headers: Headers;
}): Promise<Headers> {
  authorise(ctx, "keep an account");
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.signIn.deleteMany({ where: { id: signInId } });
    if (count > 0) await recordAudit(tx, ctx, { action: "signed out", subject: ctx.actor });
  });
  const answer = await (await accounts()).api.signOut({ headers, returnHeaders: true });
  return answer.headers;
}
