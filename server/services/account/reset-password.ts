import { randomBytes } from "node:crypto";
import { hashPassword } from "better-auth/crypto";
import type { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { noSuchPerson } from "@/server/services/account/find-person";
import { personInput } from "@/server/services/account/remove-person";
import { authorise } from "@/server/services/authorise";
import { recordAudit } from "@/server/services/audit/record";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

/**
 * Gives an account a new password, which is told here and never again, and ends its sessions. For a terminal: it is the way out for
 * the only admin who has forgotten theirs.
 * @throws StudioError `not-found`
 */
export async function resetPassword({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: z.input<typeof personInput>;
}): Promise<{ readonly password: string }> {
  const { email } = parseInput(personInput, input);
  authorise(ctx, "manage people");
  const password = randomBytes(15).toString("base64url");
  const hash = await hashPassword(password);
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.credential.updateMany({
      where: { person: { email, workspaceId: ctx.workspaceId, archivedAt: null } },
      data: { password: hash },
    });
    if (count === 0) throw noSuchPerson(email);
    await tx.signIn.deleteMany({ where: { person: { email } } });
    await recordAudit(tx, ctx, { action: "password reset", subject: email });
  });
  return { password };
}
