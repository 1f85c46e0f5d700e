import type { Report } from "@/generated/sqlite/client";
import { reportBodySchema, type ReportBody } from "@/core/report/report-body";

export interface ReportSummary {
  readonly id: string;
  /** Rises with every change of title and text. Whoever saves names the one that was read. */
  readonly version: number;
  readonly title: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  readonly archived: boolean;
}

export interface ReportDetail extends ReportSummary {
  /** Markdown. */
  readonly text: string;
  readonly body: ReportBody;
}

export const toReportSummary = (row: Omit<Report, "text" | "body">): ReportSummary => ({
  id: row.id,
  version: row.version,
  title: row.title,
  createdAt: row.createdAt,
  updatedAt: row.updatedAt,
  updatedBy: row.updatedBy,
  archived: row.archivedAt !== null,
});

export const toReportDetail = (row: Report): ReportDetail => ({
  ...toReportSummary(row),
  text: row.text,
  body: reportBodySchema.parse(row.body),
});
