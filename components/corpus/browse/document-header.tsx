import { ArrowDown, ArrowUp } from "lucide-react";
import { lookOf, sortOf } from "@/components/corpus/browse/document-columns";
import type { BrowseState, SortColumn } from "@/components/corpus/browse/browse-url";
import { RangeBrush } from "@/components/charts/range-brush";
import type { BrushData } from "@/components/charts/range-brush.prepare";
import { cx } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import type { FilterRange } from "@/core/document-filter";

interface DocumentHeaderProps {
  readonly columnId: string;
  readonly label: string;
  readonly sort: BrowseState["sort"];
  readonly onSort: (by: SortColumn) => void;
  /** The column's distribution; null for a column without, "waiting" while it is counted. */
  readonly brush: BrushData | "waiting" | null;
  readonly range: FilterRange | null;
  readonly onRange: (range: FilterRange | null) => void;
}

/** Name of a column, its distribution to brush where it is a number, and the button that sorts by it. */
export function DocumentHeader({
  columnId,
  label,
  sort,
  onSort,
  brush,
  range,
  onRange,
}: DocumentHeaderProps) {
  const by = sortOf(columnId);
  const sorted = sort.by === by;
  const Arrow = sort.descending ? ArrowDown : ArrowUp;
  return (
    <div
      role="columnheader"
      aria-sort={sorted ? (sort.descending ? "descending" : "ascending") : "none"}
      className={cx(
        "flex min-w-0 flex-col justify-end gap-0.5 bg-surface px-2 pb-1",
        columnId === "document" && "sticky left-9 z-10",
        lookOf(columnId).align === "right" && "items-end",
      )}
    >
      {brush === "waiting" && <Skeleton className="h-7 w-full" />}
      {brush !== null && brush !== "waiting" && (
        <RangeBrush data={brush} range={range} onRange={onRange} className="h-7 w-full" />
      )}
      <button
        type="button"
        onClick={() => onSort(by)}
        title={`Sort by ${label}`}
        className={cx(
          "eyebrow flex max-w-full items-center gap-0.5 rounded-sm hover:text-ink",
          (sorted || range !== null) && "text-ink",
        )}
      >
        <span className="truncate">{label}</span>
        {sorted && <Arrow aria-hidden className="size-3 shrink-0" />}
      </button>
    </div>
  );
}
