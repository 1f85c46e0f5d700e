import { ArrowDown, ArrowUp } from "lucide-react";
import { sortedBy, SORT_COLUMNS, type RunsAddress } from "@/components/runs/runs-address";
import { LOOKS } from "@/components/runs/runs-columns";
import { cellClass } from "@/components/runs/runs-look";
import { CheckSquare } from "@/components/ui/check-square";
import { cx } from "@/components/ui/class-names";

interface RunsHeadProps {
  readonly sort: RunsAddress["sort"];
  readonly onSort: (sort: RunsAddress["sort"]) => void;
  readonly checked: boolean | "mixed";
  readonly onAll: () => void;
}

/** Names of the columns, which sort, and the box that chooses all. */
export const RunsHead = ({ sort, onSort, checked, onAll }: RunsHeadProps) => (
  <thead>
    <tr className="border-b">
      <th scope="col" className="h-8 w-px pl-3">
        <button
          type="button"
          role="checkbox"
          aria-checked={checked}
          aria-label="Choose all runs shown"
          onClick={onAll}
          className="flex size-7 items-center justify-center rounded-md hover:bg-hover pointer-coarse:size-10"
        >
          <CheckSquare checked={checked} />
        </button>
      </th>
      {SORT_COLUMNS.map((column) => {
        const sorted = sort?.by === column;
        const Arrow = sort?.descending === true ? ArrowDown : ArrowUp;
        const direction = sort?.descending === true ? "descending" : "ascending";
        return (
          <th
            key={column}
            scope="col"
            aria-sort={sorted ? direction : "none"}
            className={cx(cellClass(column), "h-8")}
          >
            <button
              type="button"
              title={`Sort by ${LOOKS[column].label}`}
              onClick={() => onSort(sortedBy(sort, column))}
              className={cx(
                "eyebrow inline-flex items-center gap-0.5 rounded-sm hover:text-ink",
                sorted && "text-ink",
              )}
            >
              {LOOKS[column].label}
              {sorted && <Arrow aria-hidden className="size-3 shrink-0" />}
            </button>
          </th>
        );
      })}
    </tr>
  </thead>
);
