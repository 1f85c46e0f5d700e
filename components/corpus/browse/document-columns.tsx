import { createColumnHelper, tableFeatures, type ColumnDef } from "@tanstack/react-table";
import type { ColumnSet, SortColumn } from "@/components/corpus/browse/browse-url";
import { DomainMark } from "@/components/charts/domain-mark";
import { MiddleCut } from "@/components/ui/middle-cut";
import { formatCount, formatNumber } from "@/components/ui/format";
import { RATERS } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";
import type { DocumentRow } from "@/server/services/document/document-row";

export const FEATURES = tableFeatures({});
export type DocumentColumn = ColumnDef<typeof FEATURES, DocumentRow>;

interface Look {
  /** Column of the CSS grid. */
  readonly width: string;
  readonly align: "left" | "right";
  readonly sort: SortColumn;
}

const helper = createColumnHelper<typeof FEATURES, DocumentRow>();

export const lookOf = (columnId: string): Look => {
  if (columnId === "document") return { width: "minmax(220px, 1fr)", align: "left", sort: "ordinal" };
  if (columnId === "domain") return { width: "136px", align: "left", sort: "domain" };
  if (columnId === "tokens") return { width: "80px", align: "right", sort: "tokens" };
  return { width: "104px", align: "right", sort: columnId as SortColumn };
};

interface ColumnOptions {
  readonly set: ColumnSet;
  /** A rater that sorts is shown, whatever the set. */
  readonly sort: SortColumn;
  /** A phone's width: no column for the domain. */
  readonly narrow: boolean;
  /** Room for the beginning of the text beside the id. */
  readonly roomy: boolean;
}

/** Document, domain and tokens, then the raters of a family that are on. */
export function documentColumns(
  statistics: CorpusStatistics,
  { set, sort, narrow, roomy }: ColumnOptions,
): DocumentColumn[] {
  const domainIndex = new Map(statistics.domains.map(({ domain }, index) => [domain, index]));
  const base = [
    helper.display({
      id: "document",
      header: "Document",
      cell: ({ row }) => (
        <span className="flex min-w-0 items-baseline gap-2">
          <MiddleCut text={row.original.id} className={roomy ? "w-56 shrink-0 max-sm:hidden" : ""} />
          {roomy && <bdi className="truncate text-muted">{row.original.excerpt}</bdi>}
        </span>
      ),
    }),
    helper.display({
      id: "domain",
      header: "Domain",
      cell: ({ row }) => (
        <DomainMark domain={row.original.domain} index={domainIndex.get(row.original.domain) ?? 0} />
      ),
    }),
    helper.display({ id: "tokens", header: "Tokens", cell: ({ row }) => formatCount(row.original.tokens) }),
  ];
  const raters = RATERS.filter(
    ({ id, family }) => (family === set || id === sort) && statistics.raters[id] !== null,
  );
  const scores = raters.map((rater) =>
    helper.display({
      id: rater.id,
      header: rater.label,
      cell: ({ row }) => {
        const score = row.original.scores[rater.id];
        return score === null || score === undefined ? (
          <span className="text-faint">missing</span>
        ) : (
          formatNumber(score)
        );
      },
    }),
  );
  return [...(narrow ? base.filter(({ id }) => id !== "domain") : base), ...scores];
}
