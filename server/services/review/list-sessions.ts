import type { Context } from "@/server/services/context";
import { COUNTED } from "@/server/services/review/find-session";
import {
  SESSION_RELATIONS,
  toSessionSummary,
  type SessionSummary,
} from "@/server/services/review/session-summary";

/** All sessions, newest first; archived ones say so. */
export async function listSessions({ ctx }: { ctx: Context }): Promise<SessionSummary[]> {
  const rows = await ctx.db.reviewSession.findMany({
    where: { workspaceId: ctx.workspaceId },
    include: SESSION_RELATIONS,
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return Promise.all(
    rows.map(async (row) =>
      toSessionSummary(
        row,
        await ctx.db.reviewAnswer.count({ where: { document: { sessionId: row.id }, ...COUNTED } }),
      ),
    ),
  );
}
