import { FlexRender, type Row } from "@tanstack/react-table";
import { memo } from "react";
import { CheckSquare } from "@/components/ui/check-square";
import { lookOf, type DocumentColumn, type FEATURES } from "@/components/corpus/browse/document-columns";
import { cx } from "@/components/ui/class-names";
import type { DocumentRow } from "@/server/services/document/document-row";

interface DocumentLineProps {
  /** Undefined while the row is on its way. */
  readonly row: Row<typeof FEATURES, DocumentRow> | undefined;
  readonly columns: readonly DocumentColumn[];
  /** Position in the listing, from 0. */
  readonly position: number;
  /** Open in the reader. */
  readonly open: boolean;
  /** Where the keys act. */
  readonly active: boolean;
  readonly selected: boolean;
  readonly template: string;
  readonly heightPx: number;
  readonly topPx: number;
}

/** The id of a row's element: what the grid names as active. */
export const lineId = (position: number): string => `document-${position}`;

const CELL = "flex h-full min-w-0 items-center overflow-hidden px-2 whitespace-nowrap";
/** A cell that stays needs a ground of its own; inheriting it would have the browser style every cell again with its row. */
const STICKY = "sticky z-[1]";
const GROUND = "bg-surface group-hover:bg-hover";
const MARKED = "bg-accent-soft";
/** Drawn over the cells, while the keys go to the table. */
const RING =
  "after:pointer-events-none after:absolute after:inset-0 after:z-[2] in-focus-visible:after:border-2 in-focus-visible:after:border-accent";

/** One row of the long table; the grid takes its clicks. */
export const DocumentLine = memo(function DocumentLine(props: DocumentLineProps) {
  const { row, columns, position, open, active, selected, template, heightPx, topPx } = props;
  const marked = open || selected;
  const sticky = cx(STICKY, marked ? MARKED : GROUND);
  return (
    <div
      id={lineId(position)}
      role="row"
      aria-rowindex={position + 2}
      aria-selected={selected}
      aria-current={open ? "true" : undefined}
      data-position={position}
      className={cx(
        "group absolute inset-x-0 top-0 grid cursor-pointer items-center border-b text-sm",
        marked ? MARKED : "bg-surface hover:bg-hover",
        active && RING,
      )}
      style={{ gridTemplateColumns: template, height: heightPx, transform: `translateY(${topPx}px)` }}
    >
      <div
        role="gridcell"
        data-select
        className={cx(
          CELL,
          sticky,
          "left-0 justify-center pl-3",
          open && "shadow-[inset_3px_0_0_var(--color-accent)]",
        )}
      >
        {row !== undefined && (
          <span role="checkbox" aria-checked={selected} aria-label={`Select ${row.original.id}`}>
            <CheckSquare checked={selected} />
          </span>
        )}
      </div>
      {row === undefined
        ? columns.map(({ id = "" }, index) => (
            <div key={id} role="gridcell" className={cx(CELL, index === 0 && cx(sticky, "left-9"))}>
              <span className={cx("h-2.5 rounded-sm bg-line", index === 0 ? "w-40" : "w-full")} />
            </div>
          ))
        : row.getAllCells().map((cell, index) => (
            <div
              key={cell.id}
              role="gridcell"
              className={cx(
                CELL,
                index === 0 && cx(sticky, "left-9"),
                lookOf(cell.column.id).align === "right" && "justify-end",
              )}
            >
              <FlexRender cell={cell} />
            </div>
          ))}
    </div>
  );
}, isSame);

/** The table makes new row objects for the same documents whenever its window moves. */
function isSame(before: DocumentLineProps, after: DocumentLineProps): boolean {
  const { row: rowBefore, ...restBefore } = before;
  const { row: rowAfter, ...restAfter } = after;
  const keys = Object.keys(restAfter) as (keyof typeof restAfter)[];
  return (
    rowBefore?.original === rowAfter?.original && keys.every((key) => restBefore[key] === restAfter[key])
  );
}
