import { FigureForReport } from "@/components/compare/report-figures";
import { publishedTable } from "@/components/compare/report-tables";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { formatSigned, formatTokens } from "@/components/ui/format";
import type { RunOutcome } from "@/core/comparison/outcomes";
import {
  arePublishedComparable,
  PUBLISHED_RESULTS,
  PUBLISHED_SOURCE,
  publishedStanding,
  type PublishedResult,
} from "@/core/published-results";

interface PublishedTableProps {
  /** Those of the items. */
  readonly runs: readonly Pick<RunOutcome, "model" | "tokens">[];
}

const percent = (value: number | undefined): string => value?.toFixed(2) ?? "";

/** What the same data gained over random data of the same model and tokens; null for the random data itself. */
function overRandom(result: PublishedResult): number | null {
  const random = PUBLISHED_RESULTS.find(
    (other) => other.label.startsWith("Random") && arePublishedComparable(other, result),
  );
  return random === undefined || random === result ? null : result.average - random.average;
}

/** The results of the paper, apart from the losses of the studio: a reference, not a row of the same table. */
export function PublishedTable({ runs }: PublishedTableProps) {
  const isSameSize = (result: PublishedResult): boolean =>
    runs.some((run) => publishedStanding(result, run) === "same-size");
  const columns: readonly Column<PublishedResult>[] = [
    {
      id: "data",
      header: "Data",
      rowHeader: true,
      cell: (result) => (
        <span className="flex min-w-40 items-center gap-2">
          <span className="truncate">{result.label}</span>
          {isSameSize(result) && <Badge tone="accent">as large as a run above</Badge>}
        </span>
      ),
    },
    { id: "model", header: "Model", cell: ({ model }) => model },
    { id: "tokens", header: "Tokens", align: "right", cell: ({ tokens }) => formatTokens(tokens) },
    { id: "average", header: "Average, %", align: "right", cell: ({ average }) => percent(average) },
    {
      id: "gain",
      header: "Vs. random",
      align: "right",
      cell: (result) => {
        const gain = overRandom(result);
        return gain === null ? "" : <span className="text-gained">{formatSigned(gain, 2)}</span>;
      },
    },
    {
      id: "knowledge",
      header: "Knowledge",
      align: "right",
      from: "md",
      cell: ({ groups }) => percent(groups?.generalKnowledge),
    },
    {
      id: "commonsense",
      header: "Commonsense",
      align: "right",
      from: "md",
      cell: ({ groups }) => percent(groups?.commonsense),
    },
    {
      id: "reading",
      header: "Reading",
      align: "right",
      from: "md",
      cell: ({ groups }) => percent(groups?.reading),
    },
  ];
  return (
    <details className="border-t">
      <FigureForReport figure={publishedTable} />
      <summary className="px-3 py-2 text-sm font-semibold">Published results, for reference</summary>
      <p className="max-w-prose px-3 pb-2 text-xs text-muted">
        Accuracies of the paper, not losses of this studio: the two are not one scale.{" "}
        {PUBLISHED_SOURCE.citation} (
        <a href={PUBLISHED_SOURCE.address} rel="noreferrer" className="text-accent underline">
          arXiv
        </a>
        ); {PUBLISHED_SOURCE.evaluation}.
      </p>
      <div
        tabIndex={0}
        role="region"
        aria-label="Published results"
        className="overflow-x-auto focus-visible:-outline-offset-2"
      >
        <DataTable
          caption="Published results"
          columns={columns}
          rows={PUBLISHED_RESULTS}
          rowKey={({ id }) => id}
        />
      </div>
    </details>
  );
}
