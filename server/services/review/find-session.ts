import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import {
  SESSION_RELATIONS,
  toSessionSummary,
  type SessionRow,
  type SessionSummary,
} from "@/server/services/review/session-summary";

/** Answers that count: given, not withdrawn or skipped, and not beyond what was wanted. */
export const COUNTED = { state: "answered", extra: false } as const;

/** @throws StudioError `not-found` */
export async function findSession(ctx: Context, id: string): Promise<SessionSummary> {
  const row: SessionRow | null = await ctx.db.reviewSession.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    include: SESSION_RELATIONS,
  });
  if (row === null)
    throw new StudioError("not-found", `There is no review session ${id}.`, "Choose one from the list.");
  const answers = await ctx.db.reviewAnswer.count({ where: { document: { sessionId: id }, ...COUNTED } });
  return toSessionSummary(row, answers);
}
