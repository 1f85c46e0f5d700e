import type { Context } from "@/server/services/context";
import { toReportSummary, type ReportSummary } from "@/server/services/report/report-summary";

/** All reports, newest first; archived ones say so. */
export async function listReports({ ctx }: { ctx: Context }): Promise<ReportSummary[]> {
  const rows = await ctx.db.report.findMany({
    where: { workspaceId: ctx.workspaceId },
    omit: { text: true, body: true },
    orderBy: [{ createdAt: "desc" }, { id: "asc" }],
  });
  return rows.map(toReportSummary);
}
