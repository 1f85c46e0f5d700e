"use client";

import { strToU8, zipSync, type Zippable } from "fflate";
import { chartCsv } from "@/components/charts/chart-csv";
import { chartFileName } from "@/components/charts/chart-file-name";
import { chartSvg } from "@/components/charts/chart-picture";
import { reportHtml } from "@/components/reports/report-html";
import { saveAsFile } from "@/components/ui/save-as-file";
import { isChart, type ExportedFigure } from "@/core/exported-chart";
import { latexTable } from "@/core/latex-table";
import { reportMarkdown } from "@/core/report/report-markdown";
import type { ReportDetail } from "@/server/services/report/report-summary";

const figuresOf = ({ body }: ReportDetail): ExportedFigure[] =>
  body.sections.flatMap(({ figures }) => figures);

const fileName = ({ title }: ReportDetail, ending: string): string => chartFileName([title], ending);

export async function saveReportHtml(report: ReportDetail): Promise<void> {
  saveAsFile(new Blob([await reportHtml(report)], { type: "text/html" }), fileName(report, "html"));
}

/** All tables in one file. */
export function saveReportLatex(report: ReportDetail): void {
  const tables = figuresOf(report).map(({ title, table }) => latexTable(title, table));
  const text = `% Needs \\usepackage{booktabs}\n\n${tables.join("\n")}`;
  saveAsFile(new Blob([text], { type: "application/x-tex" }), fileName(report, "tex"));
}

/** A folder: the Markdown, each picture as SVG, each table as CSV and LaTeX. */
export function saveReportMarkdown(report: ReportDetail): void {
  const figures = figuresOf(report);
  const stem = (figure: ExportedFigure): string => {
    const number = String(figures.indexOf(figure) + 1).padStart(2, "0");
    return `${number} ${figure.title}`
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, "")
      .toLowerCase();
  };
  const files: Zippable = {
    "report.md": strToU8(reportMarkdown(report, report.body, (chart) => `pictures/${stem(chart)}.svg`)),
  };
  for (const figure of figures) {
    if (isChart(figure)) files[`pictures/${stem(figure)}.svg`] = strToU8(chartSvg(figure, "light").text);
    files[`tables/${stem(figure)}.csv`] = strToU8(chartCsv(figure.table));
    files[`tables/${stem(figure)}.tex`] = strToU8(latexTable(figure.title, figure.table));
  }
  saveAsFile(
    new Blob([Uint8Array.from(zipSync(files))], { type: "application/zip" }),
    fileName(report, "zip"),
  );
}
