import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { Report } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import { MOST_REPORT_BYTES, reportBodySchema, reportTextSchema } from "@/core/report/report-body";
import { isDuplicate, retryBusy } from "@/server/db/retry";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { toReportDetail, type ReportDetail } from "@/server/services/report/report-summary";

export const createReportInput = z.strictObject({
  /** Made by the client; a repeat is the same act. */
  id: z.uuid(),
  ...reportTextSchema.shape,
  body: reportBodySchema,
});

/**
 * Keeps what a comparison shows.
 * @throws StudioError `invalid-input` for one that is too large; `conflict` when the id stands for another
 */
export async function createReport({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof createReportInput>;
}): Promise<ReportDetail> {
  const { id, title, text, body } = parseInput(createReportInput, input);
  authorise(ctx, "write a report");
  // As the database gives it back: without what JSON leaves out.
  const json = JSON.stringify(body);
  if (Buffer.byteLength(json) > MOST_REPORT_BYTES)
    throw new StudioError(
      "invalid-input",
      `The pictures and tables of the report take ${String(Math.ceil(json.length / 1024 ** 2))} MiB; ${String(MOST_REPORT_BYTES / 1024 ** 2)} MiB fit.`,
      "Compare fewer recipes, or make two reports.",
    );
  const stored = JSON.parse(json) as z.output<typeof reportBodySchema>;
  const owned = { workspaceId: ctx.workspaceId, createdBy: ctx.actor, updatedBy: ctx.actor };
  try {
    return toReportDetail(
      await retryBusy(() => ctx.db.report.create({ data: { id, ...owned, title, text, body: stored } })),
    );
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
  const found = await ctx.db.report.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (found !== null && isSame(found, stored)) return toReportDetail(found);
  throw new StudioError("conflict", `There is another report ${id} already.`, "Save it again.");
}

const isSame = (found: Report, body: unknown): boolean => isDeepStrictEqual(found.body, body);
