import { createColumnHelper, tableFeatures, type ColumnDef } from "@tanstack/react-table";
import type { ColumnSet, SortColumn } from "@/components/corpus/browse/browse-url";
import { documentScore } from "@/components/corpus/browse/document-score";
import { DomainMark } from "@/components/charts/domain-mark";
import { formatCount, formatNumber } from "@/components/ui/format";
import { MiddleCut } from "@/components/ui/middle-cut";
import { isRaterId, RATERS, type Rater } from "@/core/raters";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";
import type { DocumentRow } from "@/server/services/document/document-row";

export const FEATURES = tableFeatures({});
export type DocumentColumn = ColumnDef<typeof FEATURES, DocumentRow>;

interface Look {
  /** Column of the CSS grid. */
  readonly width: string;
  readonly align: "left" | "right";
}

const helper = createColumnHelper<typeof FEATURES, DocumentRow>();

export const lookOf = (columnId: string): Look => {
  if (columnId === "document") return { width: "minmax(220px, 1fr)", align: "left" };
  if (columnId === "domain") return { width: "136px", align: "left" };
  if (columnId === "tokens") return { width: "104px", align: "right" };
  return { width: "128px", align: "right" };
};

/** What a click on the name of a column sorts by. */
export function sortOf(columnId: string): SortColumn {
  if (columnId === "domain" || columnId === "tokens" || columnId === "score") return columnId;
  return isRaterId(columnId) ? columnId : "ordinal";
}

interface ColumnOptions {
  readonly statistics: CorpusStatistics;
  readonly set: ColumnSet;
  /** What sorts is shown, whatever the set. */
  readonly sort: SortColumn;
  /** A phone's width: two lines a row, and one column for what sorts. */
  readonly narrow: boolean;
  /** Room for the beginning of the text beside the id. */
  readonly roomy: boolean;
  /** Beside the reader, which says the domain. */
  readonly reading: boolean;
  /** What the combined score means; null where it cannot be had. */
  readonly plan: ScoringPlan | null;
}

const Missing = ({ children = "missing" }: { readonly children?: string }) => (
  <span className="text-faint">{children}</span>
);

const scoreColumn = (plan: ScoringPlan, statistics: CorpusStatistics): DocumentColumn =>
  helper.display({
    id: "score",
    header: "Score",
    cell: ({ row }) => {
      const score = documentScore(plan, statistics, row.original);
      return score === null ? <Missing>left out</Missing> : formatNumber(score);
    },
  });

const raterColumn = ({ id, label }: Rater): DocumentColumn =>
  helper.display({
    id,
    header: label,
    cell: ({ row }) => {
      const value = row.original.scores[id];
      return value === null || value === undefined ? <Missing /> : formatNumber(value);
    },
  });

const TOKENS = helper.display({
  id: "tokens",
  header: "Tokens",
  cell: ({ row }) => formatCount(row.original.tokens),
});

const wideDocument = (roomy: boolean): DocumentColumn =>
  helper.display({
    id: "document",
    header: "Document",
    cell: ({ row }) => (
      <span className="flex min-w-0 items-baseline gap-2">
        <MiddleCut text={row.original.id} className={roomy ? "w-56 shrink-0" : ""} />
        {roomy && <bdi className="truncate text-muted">{row.original.excerpt}</bdi>}
      </span>
    ),
  });

const narrowDocument = (domainIndex: ReadonlyMap<string, number>): DocumentColumn =>
  helper.display({
    id: "document",
    header: "Document",
    cell: ({ row: { original } }) => (
      <span className="flex min-w-0 flex-1 flex-col">
        <bdi className="truncate">{original.excerpt === "" ? original.id : original.excerpt}</bdi>
        <span className="flex min-w-0 items-center gap-2 text-xs text-muted">
          <span className="flex max-w-28 shrink-0">
            <DomainMark domain={original.domain} index={domainIndex.get(original.domain) ?? 0} />
          </span>
          <MiddleCut text={original.id} />
        </span>
      </span>
    ),
  });

/** Document, domain and tokens, the combined score where it sorts, then the raters of a set that are on. */
export function documentColumns(options: ColumnOptions): DocumentColumn[] {
  const { statistics, set, sort, narrow, roomy, reading, plan } = options;
  const domainIndex = new Map(statistics.domains.map(({ domain }, index) => [domain, index]));
  const score = sort === "score" && plan !== null ? [scoreColumn(plan, statistics)] : [];
  const isShown = ({ id, family }: Rater): boolean =>
    statistics.raters[id] !== null && (id === sort || (!narrow && (set === "all" || family === set)));
  const raters = RATERS.filter(isShown).map(raterColumn);
  if (narrow) {
    const sorting = [...score, ...raters];
    return [narrowDocument(domainIndex), ...(sorting.length === 0 ? [TOKENS] : sorting)];
  }
  const domain = helper.display({
    id: "domain",
    header: "Domain",
    cell: ({ row }) => (
      <DomainMark domain={row.original.domain} index={domainIndex.get(row.original.domain) ?? 0} />
    ),
  });
  const hasDomain = !reading || sort === "domain";
  return [wideDocument(roomy), ...(hasDomain ? [domain] : []), TOKENS, ...score, ...raters];
}
