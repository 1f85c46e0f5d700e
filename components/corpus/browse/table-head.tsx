import { memo } from "react";
import { CheckSquare } from "@/components/ui/check-square";
import { DocumentHeader } from "@/components/corpus/browse/document-header";
import type { DocumentColumn } from "@/components/corpus/browse/document-columns";
import type { BrowseState, SortColumn } from "@/components/corpus/browse/browse-url";
import type { BrushData } from "@/components/charts/range-brush.prepare";
import type { FilterRange } from "@/core/document-filter";
import { isRaterId, type RaterId } from "@/core/raters";

export interface TableHeadProps {
  readonly state: BrowseState;
  readonly columns: readonly DocumentColumn[];
  readonly template: string;
  readonly heightPx: number;
  readonly narrow: boolean;
  /** The distribution of a column to brush. */
  readonly brushOf: (column: "tokens" | RaterId) => BrushData | "waiting" | null;
  readonly onSort: (by: SortColumn) => void;
  readonly onRange: (column: "tokens" | RaterId, range: FilterRange | null) => void;
  /** Of the listed documents; what a click on the box does, in words. */
  readonly all: { readonly checked: boolean | "mixed"; readonly label: string; readonly toggle: () => void };
}

const rangeOf = ({ filter }: BrowseState, column: "tokens" | RaterId): FilterRange | null =>
  (column === "tokens" ? filter.tokens : filter.raters?.[column]) ?? null;

const filtered = (id: string): "tokens" | RaterId | null => (id === "tokens" || isRaterId(id) ? id : null);

/** Names of the columns, their distributions, and the box that selects all. */
export const TableHead = memo(function TableHead(props: TableHeadProps) {
  const { state, columns, template, heightPx, narrow, brushOf, onSort, onRange, all } = props;
  return (
    <div role="rowgroup" className="sticky top-0 z-20 border-b bg-surface">
      <div
        role="row"
        aria-rowindex={1}
        className="grid"
        style={{ gridTemplateColumns: template, height: heightPx - 1 }}
      >
        <div
          role="columnheader"
          className="sticky left-0 z-10 flex items-end justify-center bg-surface pr-2 pb-1.5 pl-3"
        >
          <button
            type="button"
            role="checkbox"
            aria-checked={all.checked}
            aria-label={all.label}
            title={all.label}
            onClick={all.toggle}
            className="rounded-sm"
          >
            <CheckSquare checked={all.checked} />
          </button>
        </div>
        {columns.map(({ id = "", header }) => {
          const column = filtered(id);
          return (
            <DocumentHeader
              key={id}
              columnId={id}
              label={typeof header === "string" ? header : id}
              sort={state.sort}
              onSort={onSort}
              brush={column === null || narrow ? null : brushOf(column)}
              range={column === null ? null : rangeOf(state, column)}
              onRange={(range) => column !== null && onRange(column, range)}
            />
          );
        })}
      </div>
    </div>
  );
});
