import { z } from "zod";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { getReport } from "@/server/services/report/get";
import type { ReportDetail } from "@/server/services/report/report-summary";

export const archiveReportInput = z.object({ id: z.string().min(1), archived: z.boolean() });

/** Takes a report from the list, or brings it back; its link stays good. @throws StudioError `not-found` */
export async function archiveReport({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof archiveReportInput>;
}): Promise<ReportDetail> {
  const { id, archived } = parseInput(archiveReportInput, input);
  authorise(ctx, "archive a report");
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.report.updateMany({
      where: { id, workspaceId: ctx.workspaceId, archivedAt: archived ? null : { not: null } },
      data: { archivedAt: archived ? new Date() : null },
    });
    const action = archived ? "report archived" : "report restored";
    if (count > 0) await recordAudit(tx, ctx, { action, subject: id });
  });
  return getReport({ ctx, input: { id } });
}
