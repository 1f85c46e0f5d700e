import type { ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import { DrawingView } from "@/components/charts/drawing-view";
import "@/components/reports/report.css";
import { columnTitle, type ChartCell, type ChartTable, type ExportedFigure } from "@/core/exported-chart";
import type { ReportBody, ReportItem } from "@/core/report/report-body";
import type { ReportDetail } from "@/server/services/report/report-summary";

interface ReportDocumentProps {
  readonly report: Pick<ReportDetail, "title" | "text" | "body" | "createdAt">;
  /** Beside the caption of each figure. */
  readonly tools?: (figure: ExportedFigure) => ReactNode;
}

/** Headings that people write stand below the title of the report; pictures from elsewhere are never fetched. */
const WRITTEN: Components = { h1: "h2", h2: "h3", h3: "h4" };
const REFUSED = ["img"];

/** A report as it is read, in the studio and in the file that leaves it. */
export const ReportDocument = ({ report, tools }: ReportDocumentProps) => {
  const { title, text, body, createdAt } = report;
  return (
    <article className="report">
      <h1>{title}</h1>
      <p className="report-byline">
        Counted <time dateTime={createdAt.toISOString()}>{createdAt.toISOString().slice(0, 10)}</time> in
        Meta-rater Studio
      </p>
      {text.trim() !== "" && (
        <div className="report-text">
          <Markdown components={WRITTEN} disallowedElements={REFUSED}>
            {text}
          </Markdown>
        </div>
      )}
      <Compared body={body} />
      {body.sections.map((section, at) => (
        <section key={at}>
          <h2>{section.title}</h2>
          {section.figures.map((figure, place) => (
            <FigureView key={place} figure={figure} tools={tools?.(figure)} />
          ))}
        </section>
      ))}
    </article>
  );
};

const Compared = ({ body: { corpus, items } }: { readonly body: ReportBody }) => (
  <section>
    <h2>What is compared</h2>
    {corpus !== null && (
      <p>
        Corpus <bdi>{corpus.name}</bdi>, version {corpus.number},{" "}
        <span className="report-hash">{corpus.fingerprint}</span>
      </p>
    )}
    <div className="report-scroll" {...scrolls("What is compared")}>
      <table>
        <thead>
          <tr>
            <th scope="col">Item</th>
            <th scope="col">Recipe (sha256)</th>
            <th scope="col">Documents (sha256)</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <ItemRow key={`${item.ref.kind}:${item.ref.id}`} item={item} />
          ))}
        </tbody>
      </table>
    </div>
  </section>
);

/** A table that is wider than the page is scrolled by keyboard, too. */
const scrolls = (title: string) => ({ tabIndex: 0, role: "group", "aria-label": `Table: ${title}` }) as const;

const ItemRow = ({ item: { label, isBaseline, recipeHash, contentHash } }: { readonly item: ReportItem }) => (
  <tr>
    <td>
      <bdi>{label}</bdi>
      {isBaseline && " (baseline)"}
    </td>
    <td className="report-hash">{recipeHash}</td>
    <td className="report-hash">{contentHash ?? "–"}</td>
  </tr>
);

interface FigureViewProps {
  readonly figure: ExportedFigure;
  readonly tools: ReactNode;
}

const FigureView = ({ figure: { title, subtitle, table, drawing }, tools }: FigureViewProps) => (
  <figure>
    <figcaption>
      <div>
        <strong>{title}</strong>
        <span>{subtitle}</span>
      </div>
      {tools}
    </figcaption>
    {drawing === null ? (
      <div className="report-scroll" {...scrolls(title)}>
        <TableView table={table} />
      </div>
    ) : (
      <>
        <DrawingView drawing={drawing} label={title} />
        <details>
          <summary>Table</summary>
          <div className="report-scroll" {...scrolls(title)}>
            <TableView table={table} />
          </div>
        </details>
      </>
    )}
  </figure>
);

function TableView({ table: { columns, rows } }: { readonly table: ChartTable }) {
  const classes = columns.map((_, at) =>
    rows.some((row) => typeof row[at] === "number") ? "report-number" : undefined,
  );
  return (
    <table>
      <thead>
        <tr>
          {columns.map((column, at) => (
            <th key={at} scope="col" className={classes[at]}>
              {columnTitle(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, place) => (
          <tr key={place}>
            {row.map((cell, at) => (
              <td key={at} className={classes[at]}>
                {cellText(cell)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const cellText = (cell: ChartCell): string =>
  cell === null
    ? "–"
    : typeof cell === "number"
      ? cell.toLocaleString("en-US", Number.isSafeInteger(cell) ? {} : DIGITS)
      : cell;
const DIGITS = { maximumSignificantDigits: 8 } as const;
