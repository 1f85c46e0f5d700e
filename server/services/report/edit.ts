import { z } from "zod";
import { StudioError } from "@/core/errors";
import { reportTextSchema } from "@/core/report/report-body";
import { retryBusy } from "@/server/db/retry";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { getReport } from "@/server/services/report/get";
import type { ReportDetail } from "@/server/services/report/report-summary";

export const editReportInput = z.strictObject({
  id: z.string().min(1),
  /** Of the report that was read and changed. */
  version: z.number().int().positive(),
  ...reportTextSchema.shape,
});

/**
 * Writes title and text over the version that was read. Writing what stands there already is no conflict, so that a repeated
 * save is the same act.
 * @throws StudioError `not-found`; `conflict` when somebody else saved meanwhile: nothing is written
 */
export async function editReport({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof editReportInput>;
}): Promise<ReportDetail> {
  const { id, version, title, text } = parseInput(editReportInput, input);
  authorise(ctx, "write a report");
  const { count } = await retryBusy(() =>
    ctx.db.report.updateMany({
      where: { id, version, workspaceId: ctx.workspaceId },
      data: { title, text, updatedBy: ctx.actor, version: { increment: 1 } },
    }),
  );
  const report = await getReport({ ctx, input: { id } });
  if (count === 1 || (report.title === title && report.text === text)) return report;
  throw new StudioError(
    "conflict",
    `The report was changed meanwhile by ${report.updatedBy} at ${report.updatedAt.toISOString().slice(0, 16).replace("T", " ")} UTC; yours was not saved.`,
    "What you wrote is still here: save it over the other, or take the other.",
  );
}
