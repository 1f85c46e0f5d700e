"use client";

import { memo, useState, type KeyboardEvent, type PointerEvent } from "react";
import { divergingColour, moved, type Place } from "@/components/charts/heat-map.prepare";
import { cx } from "@/components/ui/class-names";

interface HeatMapProps {
  readonly label: string;
  /** Names by item. */
  readonly names: readonly string[];
  /** Items in the order of rows and columns. */
  readonly order: readonly number[];
  /** −1 … 1 of two items; null where there is none. */
  readonly value: (a: number, b: number) => number | null;
  /** What a cell says, in words. */
  readonly sentence: (a: number, b: number) => string;
  /** Smaller cells and shorter names, for a column of a page. */
  readonly dense?: boolean;
}

/** A symmetric matrix in colours. Hovering or walking it with the arrow keys reads the cell below it. */
export function HeatMap({ label, names, order, value, sentence, dense = false }: HeatMapProps) {
  const [at, setAt] = useState<Place | null>(null);
  const [entry, setEntry] = useState<Place>({ row: 0, column: Math.min(1, order.length - 1) });
  const said = at === null ? null : { a: order[at.row] ?? 0, b: order[at.column] ?? 0 };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = moved(at ?? entry, event.key, order.length);
    if (next === null) return;
    event.preventDefault();
    setEntry(next);
    cellAt(event.currentTarget, next)?.focus();
  };
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div tabIndex={-1} className="overflow-x-auto">
        <div
          role="grid"
          aria-label={label}
          aria-rowcount={order.length + 1}
          aria-colcount={order.length + 1}
          className="w-fit"
          onKeyDown={onKeyDown}
          onFocus={(event) => setAt(placeOf(event.target))}
          onBlur={() => setAt(null)}
          onPointerOver={(event) => setAt(placeOf(event.target))}
          onPointerLeave={() => setAt(null)}
        >
          <Matrix
            names={names}
            order={order}
            value={value}
            sentence={sentence}
            size={dense ? DENSE : WIDE}
            entry={entry}
          />
          <ColumnNames names={names} order={order} size={dense ? DENSE : WIDE} marked={at?.column ?? null} />
        </div>
      </div>
      <Scale />
      <p aria-hidden className="min-h-10 text-sm sm:min-h-5">
        {said === null ? (
          <span className="text-muted">Point at a cell, or walk with the arrow keys.</span>
        ) : (
          sentence(said.a, said.b)
        )}
      </p>
    </div>
  );
}

/** Classes of what a matrix is made of. */
interface Size {
  readonly cell: string;
  readonly row: string;
  readonly column: string;
  readonly name: string;
}

const WIDE: Size = {
  cell: "size-4 sm:size-5",
  row: "h-4 sm:h-5",
  column: "w-4 sm:w-5",
  name: "w-28 sm:w-36 sm:text-xs",
};
const DENSE: Size = {
  cell: "size-[13px]",
  row: "h-[13px]",
  column: "w-[13px]",
  name: "w-25 leading-[13px]",
};

const cellAt = (grid: HTMLElement, { row, column }: Place): HTMLElement | null =>
  grid.querySelector(`[data-row="${row}"][data-column="${column}"]`);

function placeOf(target: PointerEvent["target"]): Place | null {
  if (!(target instanceof HTMLElement)) return null;
  const { row, column } = target.dataset;
  return row === undefined || column === undefined ? null : { row: Number(row), column: Number(column) };
}

type MatrixProps = Omit<HeatMapProps, "label" | "dense"> & { readonly size: Size; readonly entry: Place };

/** Drawn again for another order only: what is pointed at is said elsewhere. */
const Matrix = memo(function Matrix({ names, order, value, sentence, size, entry }: MatrixProps) {
  return order.map((a, row) => (
    <div key={a} role="row" className={cx("group flex items-center", size.row)}>
      <span
        role="rowheader"
        className={cx(
          "sticky left-0 z-1 shrink-0 truncate bg-surface pr-2 text-right text-2xs text-muted group-hover:text-ink",
          size.name,
        )}
      >
        {names[a]}
      </span>
      {order.map((b, column) => {
        const strength = a === b ? null : value(a, b);
        return (
          <span
            key={b}
            role="gridcell"
            tabIndex={row === entry.row && column === entry.column ? 0 : -1}
            data-row={row}
            data-column={column}
            aria-label={sentence(a, b)}
            className={cx(
              "shrink-0 border-r border-b border-surface hover:outline-2 hover:outline-ink focus-visible:outline-ink",
              size.cell,
              strength === null &&
                a !== b &&
                "bg-[repeating-linear-gradient(45deg,var(--color-line)_0_2px,transparent_2px_4px)]",
            )}
            style={strength === null ? {} : { background: divergingColour(strength) }}
          />
        );
      })}
    </div>
  ));
});

const ColumnNames = ({
  names,
  order,
  size,
  marked,
}: Pick<MatrixProps, "names" | "order" | "size"> & { readonly marked: number | null }) => (
  <div role="row" className="flex h-30 pt-1">
    <span role="columnheader" className={cx("sticky left-0 z-1 shrink-0 bg-surface", size.name)}>
      <span className="sr-only">Rater</span>
    </span>
    {order.map((item, column) => (
      <span
        key={item}
        role="columnheader"
        className={cx(
          "flex shrink-0 items-center justify-start overflow-hidden text-2xs whitespace-nowrap [writing-mode:vertical-rl]",
          size.column,
          column === marked ? "text-ink" : "text-muted",
        )}
      >
        <span className="max-h-29 truncate">{names[item]}</span>
      </span>
    ))}
  </div>
);

const STEPS = Array.from({ length: 21 }, (_, index) => (index - 10) / 10);

const Scale = () => (
  <div aria-hidden className="flex items-center gap-1.5 text-2xs text-muted">
    <span>−1</span>
    <span className="flex h-2">
      {STEPS.map((step) => (
        <span key={step} className="w-2" style={{ background: divergingColour(step) }} />
      ))}
    </span>
    <span>+1</span>
  </div>
);
