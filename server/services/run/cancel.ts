import type { z } from "zod";
import { NOT_ENDED } from "@/core/run-states";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { ONLY_WAITS } from "@/server/services/job/only-waits";
import { parseInput } from "@/server/services/parse-input";
import { findRun, runIdInput } from "@/server/services/run/find-run";
import { getRun } from "@/server/services/run/get";
import { trainJobKey } from "@/server/services/run/run-config";
import type { RunSummary } from "@/server/services/run/run-summary";

/** Ends a run that only waits at once; of any other the wish is written down, which its worker or the next one obeys. An ended run stays as it is. */
export async function cancelRun({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof runIdInput>;
}): Promise<RunSummary> {
  const { id } = parseInput(runIdInput, input);
  authorise(ctx, "train a model");
  await findRun(ctx, id);
  const open = { id, workspaceId: ctx.workspaceId, state: NOT_ENDED };
  const waiting = await transaction(ctx.db, async (db) => {
    const job = await db.job.updateMany({
      where: { key: trainJobKey(id), ...ONLY_WAITS },
      data: { state: "cancelled", cancelRequested: true, finishedAt: new Date() },
    });
    if (job.count === 0) return false;
    await db.run.updateMany({
      where: open,
      data: { state: "cancelled", cancelRequested: true, finishedAt: new Date() },
    });
    await recordAudit(db, ctx, { action: "training cancelled", subject: id });
    return true;
  });
  if (!waiting) {
    await transaction(ctx.db, async (db) => {
      const asked = await db.run.updateMany({
        where: { ...open, cancelRequested: false },
        data: { state: "cancelling", cancelRequested: true },
      });
      if (asked.count > 0) await recordAudit(db, ctx, { action: "training cancelled", subject: id });
      await db.job.updateMany({
        where: { key: trainJobKey(id), state: { in: ["queued", "running"] } },
        data: { cancelRequested: true },
      });
    });
  }
  return getRun({ ctx, input: { id } });
}
