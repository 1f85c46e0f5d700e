"use client";

import { ArrowDownWideNarrow, ArrowUpNarrowWide } from "lucide-react";
import { DomainFilter } from "@/components/corpus/browse/domain-filter";
import {
  ROWS_PER_PART,
  sortedBy,
  type BrowseState,
  type ColumnSet,
  type SortColumn,
} from "@/components/corpus/browse/browse-url";
import { IconButton } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { FAMILY_LABELS } from "@/components/ui/family-label";
import { formatCount } from "@/components/ui/format";
import { Segmented } from "@/components/ui/segmented";
import { Select, type Option } from "@/components/ui/select";
import { FAMILIES, RATERS } from "@/core/raters";
import type { CorpusDetail } from "@/server/services/corpus/get";

interface BrowseToolbarProps {
  readonly corpus: CorpusDetail;
  readonly state: BrowseState;
  readonly total: number | null;
  readonly change: (part: Partial<BrowseState>) => void;
  readonly filterOpen: boolean;
  readonly onFilterOpen: (open: boolean) => void;
}

const SETS: Option<ColumnSet>[] = [
  { value: "text", label: "Text" },
  ...FAMILIES.map((family) => ({ value: family, label: FAMILY_LABELS[family] })),
];

const sortOptions = (corpus: CorpusDetail): Option<SortColumn>[] => [
  { value: "ordinal", label: "Id" },
  { value: "domain", label: "Domain" },
  { value: "tokens", label: "Tokens" },
  ...FAMILIES.flatMap((family) =>
    RATERS.filter((rater) => rater.family === family && corpus.statistics.raters[rater.id] !== null).map(
      ({ id, label }) => ({
        value: id,
        label,
        group: FAMILY_LABELS[family],
      }),
    ),
  ),
];

function Parts({ state, total, change }: Pick<BrowseToolbarProps, "state" | "total" | "change">) {
  const parts = Math.ceil((total ?? 0) / ROWS_PER_PART);
  if (parts < 2) return null;
  const options = Array.from({ length: parts }, (_, part) => ({
    value: String(part),
    label: `rows ${formatCount(part * ROWS_PER_PART + 1)} to ${formatCount(Math.min(total ?? 0, (part + 1) * ROWS_PER_PART))}`,
  }));
  return (
    <Select
      aria-label="Which rows"
      value={String(state.part)}
      options={options}
      onValue={(part) => change({ part: Number(part) })}
    />
  );
}

/** What is listed, in which order, with which columns. */
export function BrowseToolbar({
  corpus,
  state,
  total,
  change,
  filterOpen,
  onFilterOpen,
}: BrowseToolbarProps) {
  const { descending } = state.sort;
  return (
    <div
      className={cx(
        "flex shrink-0 items-center gap-2 border-b bg-surface px-3 py-1.5 max-lg:flex-wrap",
        state.document !== null && "max-lg:hidden",
      )}
    >
      <DomainFilter
        domains={corpus.statistics.domains}
        chosen={state.domains}
        onChoose={(domains) => change({ domains, part: 0 })}
        open={filterOpen}
        onOpenChange={onFilterOpen}
      />
      <span className="flex items-center max-sm:flex-1 sm:shrink-0">
        <Select
          aria-label="Sort by"
          className="w-40 max-sm:flex-1"
          value={state.sort.by}
          options={sortOptions(corpus)}
          onValue={(by) => change({ sort: sortedBy(state, by), part: 0 })}
        />
        <IconButton
          label={descending ? "Highest first" : "Lowest first"}
          onClick={() => change({ sort: { ...state.sort, descending: !descending }, part: 0 })}
        >
          {descending ? <ArrowDownWideNarrow /> : <ArrowUpNarrowWide />}
        </IconButton>
      </span>
      <Segmented
        label="Columns"
        value={state.columns}
        options={SETS}
        onValue={(columns) => change({ columns })}
      />
      <Parts state={state} total={total} change={change} />
      <p className="ml-auto shrink-0 pl-2 text-xs text-muted" role="status">
        {total === null ? "" : `${formatCount(total)} of ${formatCount(corpus.documents)} documents`}
      </p>
    </div>
  );
}
