import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { toReportDetail, type ReportDetail } from "@/server/services/report/report-summary";

export const getReportInput = z.object({ id: z.string().min(1) });

/** A report, archived or not. @throws StudioError `not-found` */
export async function getReport({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof getReportInput>;
}): Promise<ReportDetail> {
  const { id } = parseInput(getReportInput, input);
  const row = await ctx.db.report.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (row !== null) return toReportDetail(row);
  throw new StudioError("not-found", `There is no report ${id}.`, "Choose one from the list of reports.");
}
