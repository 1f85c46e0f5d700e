import { FlexRender, type Row } from "@tanstack/react-table";
import { lookOf, type FEATURES } from "@/components/corpus/browse/document-columns";
import { cx } from "@/components/ui/class-names";
import { Skeleton } from "@/components/ui/skeleton";
import type { DocumentRow } from "@/server/services/document/document-row";

interface DocumentLineProps {
  /** Undefined while the row is on its way. */
  readonly row: Row<typeof FEATURES, DocumentRow> | undefined;
  /** Position in the listing, from 0. */
  readonly position: number;
  readonly current: boolean;
  readonly template: string;
  readonly heightPx: number;
  readonly topPx: number;
  readonly onOpen: (row: DocumentRow, position: number) => void;
}

/** One row of the long table. */
export function DocumentLine({
  row,
  position,
  current,
  template,
  heightPx,
  topPx,
  onOpen,
}: DocumentLineProps) {
  return (
    <div
      id={`document-${position}`}
      role="row"
      aria-rowindex={position + 2}
      aria-selected={current}
      onClick={() => row !== undefined && onOpen(row.original, position)}
      className={cx(
        "absolute inset-x-0 grid cursor-pointer items-center border-b text-sm",
        current ? "bg-accent-soft" : "bg-surface hover:bg-hover",
      )}
      style={{ gridTemplateColumns: template, height: heightPx, transform: `translateY(${topPx}px)` }}
    >
      {row === undefined ? (
        <div role="gridcell" aria-label="Loading" className="pl-3">
          <Skeleton className="h-3 w-40" />
        </div>
      ) : (
        row.getAllCells().map((cell) => (
          <div
            key={cell.id}
            role="gridcell"
            className={cx(
              "flex h-full min-w-0 items-center overflow-hidden px-2 whitespace-nowrap first:sticky first:left-0 first:bg-inherit first:pl-3",
              lookOf(cell.column.id).align === "right" && "justify-end",
            )}
          >
            <FlexRender cell={cell} />
          </div>
        ))
      )}
    </div>
  );
}
