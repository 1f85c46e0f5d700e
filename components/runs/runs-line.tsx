import { FlexRender } from "@tanstack/react-table";
import { SORT_COLUMNS } from "@/components/runs/runs-address";
import type { RunRow } from "@/components/runs/runs-columns";
import { troubleOf } from "@/components/runs/runs-listing.prepare";
import { cellClass } from "@/components/runs/runs-look";
import { cx } from "@/components/ui/class-names";
import { RowCheck } from "@/components/ui/row-check";

const EDGES = {
  failed: "bg-danger-soft/40 shadow-[inset_3px_0_0_var(--color-danger)]",
  stalled: "bg-warning-soft/40 shadow-[inset_3px_0_0_var(--color-warning)]",
} as const;

interface RunLineProps {
  readonly row: RunRow;
  readonly chosen: boolean;
  readonly onToggle: (extend: boolean) => void;
}

/** A run; one that needs somebody has an edge in the colour of its state. */
export function RunLine({ row, chosen, onToggle }: RunLineProps) {
  const { original: run } = row;
  const trouble = troubleOf(run);
  const edge = trouble === null ? "" : EDGES[trouble === "failed" ? "failed" : "stalled"];
  const cells = new Map(row.getAllCells().map((cell) => [cell.column.id, cell]));
  return (
    <tr className={cx("hover:bg-hover", edge, chosen && "bg-accent-soft")}>
      <td className="pl-3">
        <RowCheck label={`Choose ${run.name}`} checked={chosen} onToggle={onToggle} />
      </td>
      {SORT_COLUMNS.map((column) => {
        const cell = cells.get(column);
        const content = cell === undefined ? null : <FlexRender cell={cell} />;
        return column === "name" ? (
          <th key={column} scope="row" className={cx(cellClass(column), "h-9 font-normal")}>
            {content}
          </th>
        ) : (
          <td key={column} className={cx(cellClass(column), "h-9")}>
            {content}
          </td>
        );
      })}
    </tr>
  );
}
