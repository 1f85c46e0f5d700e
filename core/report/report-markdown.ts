import {
  columnTitle,
  isChart,
  type ChartCell,
  type ChartTable,
  type ExportedChart,
  type ExportedFigure,
} from "@/core/exported-chart";
import { plainMarkdownLine } from "@/core/plain-markdown";
import type { ReportBody, ReportItem, ReportText } from "@/core/report/report-body";

/** Where the picture of a chart lies beside the Markdown. */
export type PicturePath = (chart: ExportedChart) => string;

/** A report as Markdown: what people wrote stands as they wrote it, everything else as text. */
export function reportMarkdown(
  { title, text }: ReportText,
  { corpus, items, sections }: ReportBody,
  picturePath: PicturePath,
): string {
  const parts = [
    `# ${plainMarkdownLine(title)}`,
    text.trim(),
    "## What is compared",
    ...(corpus === null
      ? []
      : [
          `Corpus ${plainMarkdownLine(corpus.name)}, version ${String(corpus.number)}, fingerprint \`${corpus.fingerprint}\`.`,
        ]),
    itemsTable(items),
    ...sections.flatMap(({ title: heading, figures }) => [
      `## ${plainMarkdownLine(heading)}`,
      ...figures.flatMap((figure) => figureParts(figure, isChart(figure) ? picturePath(figure) : null)),
    ]),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const itemsTable = (items: readonly ReportItem[]): string =>
  markdownTable({
    columns: [{ name: "" }, { name: "recipe (sha256)" }, { name: "documents (sha256)" }],
    rows: items.map(({ label, isBaseline, recipeHash, contentHash }) => [
      isBaseline ? `${label} (baseline)` : label,
      recipeHash,
      contentHash,
    ]),
  });

const figureParts = ({ title, subtitle, table }: ExportedFigure, picture: string | null): string[] => [
  `### ${plainMarkdownLine(title)}`,
  ...(picture === null ? [] : [`![${plainMarkdownLine(title)}](${picture})`]),
  plainMarkdownLine(subtitle),
  markdownTable(table),
];

const cellText = (cell: ChartCell): string =>
  cell === null || (typeof cell === "number" && !Number.isFinite(cell))
    ? "–"
    : plainMarkdownLine(typeof cell === "number" ? cell.toLocaleString("en-US", DIGITS) : cell);
const DIGITS = { maximumSignificantDigits: 15 } as const;

function markdownTable({ columns, rows }: ChartTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const isNumeric = columns.map((_, at) => rows.some((row) => typeof row[at] === "number"));
  return [
    line(columns.map((column) => plainMarkdownLine(columnTitle(column)))),
    line(isNumeric.map((right) => (right ? "---:" : "---"))),
    ...rows.map((row) => line(row.map(cellText))),
  ].join("\n");
}
