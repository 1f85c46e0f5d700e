import { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { findPerson, knownAddress } from "@/server/services/account/find-person";
import { authorise } from "@/server/services/authorise";
import { recordAudit } from "@/server/services/audit/record";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

export const endSessionInput = z.strictObject({
  /** Whose; without, of whoever asks. */
  email: knownAddress.optional(),
  id: z.string().min(1),
});

/** Ends a session: the next request with its cookie is refused. One that has ended stays as it is. @throws StudioError `not-found`, `forbidden` */
export async function endSession({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: z.input<typeof endSessionInput>;
}): Promise<void> {
  const { email = ctx.actor, id } = parseInput(endSessionInput, input);
  authorise(ctx, email === ctx.actor ? "keep an account" : "manage people");
  const { id: personId } = await findPerson(ctx.db, ctx, email);
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.signIn.deleteMany({ where: { id, personId } });
    if (count > 0) await recordAudit(tx, ctx, { action: "session ended", subject: email });
  });
}
