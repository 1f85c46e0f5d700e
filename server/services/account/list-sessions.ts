import { z } from "zod";
import { findPerson, knownAddress } from "@/server/services/account/find-person";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

/** Without an address, whoever asks. */
export const sessionsInput = z.strictObject({ email: knownAddress.optional() });

export interface SessionSummary {
  readonly id: string;
  readonly since: Date;
  readonly until: Date;
  readonly address: string | null;
  /** As the browser called itself. */
  readonly browser: string | null;
}

/** Sessions that have not ended, newest first: one's own, or with the role for it somebody else's. @throws StudioError `not-found`, `forbidden` */
export async function listSessions({
  ctx,
  input,
}: {
  readonly ctx: Context;
  readonly input: z.input<typeof sessionsInput>;
}): Promise<SessionSummary[]> {
  const { email = ctx.actor } = parseInput(sessionsInput, input);
  authorise(ctx, email === ctx.actor ? "keep an account" : "manage people");
  const person = await findPerson(ctx.db, ctx, email);
  const rows = await ctx.db.signIn.findMany({
    where: { personId: person.id, expiresAt: { gt: new Date() } },
    orderBy: { createdAt: "desc" },
  });
  return rows.map(({ id, createdAt, expiresAt, ipAddress, userAgent }) => ({
    ...{ id, since: createdAt, until: expiresAt, address: ipAddress, browser: userAgent },
  }));
}
