import { ArrowDown, ArrowUp } from "lucide-react";
import { Distribution } from "@/components/charts/distribution";
import { lookOf } from "@/components/corpus/browse/document-columns";
import type { BrowseState, SortColumn } from "@/components/corpus/browse/browse-url";
import { prepareRaterCard } from "@/components/corpus/rater-card.prepare";
import { cx } from "@/components/ui/class-names";
import { isRaterId } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";

interface DocumentHeaderProps {
  readonly columnId: string;
  readonly label: string;
  readonly sort: BrowseState["sort"];
  readonly statistics: CorpusStatistics;
  readonly onSort: (by: SortColumn) => void;
}

/** Name of a column, its distribution where it is a rater, and the button that sorts by it. */
export function DocumentHeader({ columnId, label, sort, statistics, onSort }: DocumentHeaderProps) {
  const { align, sort: by } = lookOf(columnId);
  const sorted = sort.by === by;
  const rater = isRaterId(columnId) ? statistics.raters[columnId] : null;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : "none"}
      className={cx(
        "flex min-w-0 flex-col justify-end gap-0.5 bg-surface px-2 pb-1 first:sticky first:left-0 first:z-10 first:pl-3",
        align === "right" && "items-end",
      )}
    >
      {rater !== null && (
        <Distribution
          all={prepareRaterCard(rater).bins}
          label={`Distribution of ${label}`}
          className="h-5 w-full"
        />
      )}
      <button
        type="button"
        onClick={() => onSort(by)}
        title={`Sort by ${label}`}
        className={cx(
          "eyebrow flex max-w-full items-center gap-0.5 rounded-sm hover:text-ink",
          sorted && "text-ink",
        )}
      >
        <span className="truncate">{label}</span>
        {sorted && <Arrow aria-hidden className="size-3 shrink-0" />}
      </button>
    </div>
  );
}
