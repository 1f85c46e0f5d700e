import { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import type { SessionSummary } from "@/server/services/review/session-summary";

export const changeSessionInput = z.strictObject({
  id: z.string().min(1),
  change: z.enum(["close", "reopen", "archive", "restore"]),
});

const CHANGES = {
  close: () => ({ closedAt: new Date() }),
  reopen: () => ({ closedAt: null }),
  archive: () => ({ archivedAt: new Date() }),
  restore: () => ({ archivedAt: null }),
} as const;

/** A closed session hands out no documents; answers that come all the same are kept as extra. @throws StudioError `not-found` */
export async function changeSession({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof changeSessionInput>;
}): Promise<SessionSummary> {
  const { id, change } = parseInput(changeSessionInput, input);
  authorise(ctx, "hold a review session");
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.reviewSession.updateMany({
      where: { id, workspaceId: ctx.workspaceId },
      data: { ...CHANGES[change](), version: { increment: 1 } },
    });
    if (count > 0)
      await recordAudit(tx, ctx, { action: "review session changed", subject: id, detail: { change } });
  });
  return findSession(ctx, id);
}
