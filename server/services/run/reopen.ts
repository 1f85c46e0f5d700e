import { transaction } from "@/server/db/transaction";
import type { Context } from "@/server/services/context";
import { enqueueJob } from "@/server/services/job/enqueue";
import { runConfigSchema, trainJobKey } from "@/server/services/run/run-config";

/**
 * Lets a cancelled run go on from its last checkpoint, with the settings it has; any other run is left as it is. The job that has
 * just written its end may not have ended itself.
 */
export async function reopenRun(ctx: Context, id: string): Promise<void> {
  await transaction(ctx.db, async (db) => {
    const { count } = await db.run.updateMany({
      where: { id, workspaceId: ctx.workspaceId, state: "cancelled" },
      data: { state: "confirmed", cancelRequested: false, finishedAt: null, unreachable: false },
    });
    if (count === 0) return;
    const run = await db.run.findUniqueOrThrow({ where: { id } });
    const kind = runConfigSchema.parse(run.config).cluster === undefined ? "train-run" : "follow-run";
    const key = trainJobKey(id);
    await enqueueJob({ db, ctx, kind, key, payload: { runId: id }, again: "even-running" });
  });
}
