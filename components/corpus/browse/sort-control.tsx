import { ArrowDownWideNarrow, ArrowUpNarrowWide } from "lucide-react";
import { sortedBy, type BrowseState, type SortColumn } from "@/components/corpus/browse/browse-url";
import { IconButton } from "@/components/ui/button";
import { FAMILY_LABELS, ratersOf } from "@/components/ui/family-label";
import { Select, type Option } from "@/components/ui/select";
import { FAMILIES } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";

interface SortControlProps {
  readonly statistics: CorpusStatistics;
  readonly state: BrowseState;
  readonly change: (part: Partial<BrowseState>) => void;
}

function sortOptions({ raters }: CorpusStatistics): Option<SortColumn>[] {
  const on = FAMILIES.flatMap((family) =>
    ratersOf(family)
      .filter(({ id }) => raters[id] !== null)
      .map(({ id, label }) => ({ value: id, label, group: FAMILY_LABELS[family] })),
  );
  const score: Option<SortColumn>[] = on.length === 0 ? [] : [{ value: "score", label: "Combined score" }];
  return [
    { value: "ordinal", label: "Id" },
    { value: "domain", label: "Domain" },
    { value: "tokens", label: "Tokens" },
    ...score,
    ...on,
  ];
}

/** By what the documents are sorted, and which way. */
export function SortControl({ statistics, state, change }: SortControlProps) {
  const { by, descending } = state.sort;
  return (
    <span className="flex items-center max-sm:flex-1 sm:shrink-0">
      <Select
        aria-label="Sort by"
        className="w-40 max-sm:flex-1"
        value={by}
        options={sortOptions(statistics)}
        onValue={(next) => change({ sort: sortedBy(state, next) })}
      />
      <IconButton
        label={descending ? "Highest first" : "Lowest first"}
        onClick={() => change({ sort: { by, descending: !descending } })}
      >
        {descending ? <ArrowDownWideNarrow /> : <ArrowUpNarrowWide />}
      </IconButton>
    </span>
  );
}
