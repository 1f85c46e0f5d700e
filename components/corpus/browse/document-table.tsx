"use client";

import { useTable } from "@tanstack/react-table";
import {
  useEffect,
  useLayoutEffect,
  useMemo,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
} from "react";
import { documentColumns, FEATURES, lookOf } from "@/components/corpus/browse/document-columns";
import { DocumentLine, lineId } from "@/components/corpus/browse/document-line";
import { TableHead, type TableHeadProps } from "@/components/corpus/browse/table-head";
import type { ReadyListing } from "@/components/corpus/browse/use-listing";
import type { Selected } from "@/components/corpus/browse/selected";
import type { PageCache } from "@/components/table/page-cache";
import { drawnTopPx } from "@/components/table/scroller";
import { useRowWindow } from "@/components/table/use-row-window";
import { cx } from "@/components/ui/class-names";
import { useNarrow } from "@/components/ui/use-narrow";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { CorpusDetail } from "@/server/services/corpus/get";
import type { DocumentRow } from "@/server/services/document/document-row";

const WIDE = { rowPx: 32, headerPx: 60 } as const;
const NARROW = { rowPx: 52, headerPx: 32 } as const;
/** Width of the column of checkboxes. */
const SELECT_WIDTH = "36px";

interface DocumentTableProps extends Omit<TableHeadProps, "columns" | "template" | "heightPx" | "narrow"> {
  readonly corpus: CorpusDetail;
  readonly shown: ReadyListing;
  readonly rows: PageCache<DocumentRow>;
  /** Changes whenever `rows` has more of them. */
  readonly arrivals: number;
  readonly plan: ScoringPlan | null;
  /** The rows are of the listing before: another is being made. */
  readonly stale: boolean;
  /** Position at which the keys act; null while there is none. */
  readonly cursor: number | null;
  readonly selected: Selected;
  readonly onCursor: (position: number) => void;
  readonly onOpen: (position: number) => void;
  readonly onToggle: (position: number, extend: boolean) => void;
  /** In the place of rows where there are none. */
  readonly children: ReactNode;
}

/** Where a key takes the cursor to; null for a key that does not move it. */
function targetOf(key: string, from: number | null, first: number, screen: number): number | null {
  const at = from ?? first;
  switch (key) {
    case "ArrowDown":
      return from === null ? first : at + 1;
    case "ArrowUp":
      return from === null ? first : at - 1;
    case "PageDown":
      return at + screen;
    case "PageUp":
      return at - screen;
    case "Home":
      return 0;
    case "End":
      return Infinity;
    default:
      return null;
  }
}

const positionUnder = (target: EventTarget): number | null => {
  const line = target instanceof Element ? target.closest("[data-position]") : null;
  return line === null ? null : Number(line.getAttribute("data-position"));
};

/** All documents of a listing in one scroll: only the rows in sight exist and are asked for. */
export function DocumentTable(props: DocumentTableProps) {
  const { corpus, state, shown, rows, plan, stale, cursor, selected, onCursor, onOpen, onToggle } = props;
  const { statistics } = corpus;
  const narrow = useNarrow();
  const { rowPx, headerPx } = narrow ? NARROW : WIDE;
  const sizes = { count: shown.total, rowPx, headerPx };
  const { drawn, scroller, attach, onScroll, trackPx } = useRowWindow(sizes);
  const { first, last } = drawn;
  useEffect(() => rows.want({ first, last }), [rows, first, last]);
  // Another listing begins at its first row, or where the open document is in it.
  useLayoutEffect(() => scroller.toStart(), [scroller, shown.key]);
  useEffect(() => {
    if (cursor !== null) scroller.showRow(cursor);
  }, [scroller, cursor, shown.key]);

  const reading = state.document !== null;
  const { columns: set, sort } = state;
  const roomy = !reading && (set === "text" || set === "importance");
  const columns = useMemo(
    () => documentColumns({ statistics, set, sort: sort.by, narrow, roomy, reading, plan }),
    [statistics, set, sort.by, narrow, roomy, reading, plan],
  );
  const template = [SELECT_WIDTH, ...columns.map(({ id = "" }) => lookOf(id).width)].join(" ");
  const positions = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const data = positions.flatMap((at) => rows.rowAt(at) ?? []);
  const table = useTable({ features: FEATURES, columns, data, getRowId: (row) => String(row.ordinal) });
  const modelRows = new Map(table.getRowModel().rows.map((row) => [row.original, row]));

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const target = targetOf(event.key, cursor, scroller.firstInView, scroller.rowsInView);
    if (target !== null) onCursor(Math.max(0, Math.min(shown.total - 1, target)));
    else if (event.key === "Enter") onOpen(cursor ?? scroller.firstInView);
    else if (event.key === " " && cursor !== null) onToggle(cursor, event.shiftKey);
    else return;
    event.preventDefault();
  };
  const onClick = (event: MouseEvent) => {
    const position = positionUnder(event.target);
    if (position === null) return;
    const onBox = event.target instanceof Element && event.target.closest("[data-select]") !== null;
    if (onBox || event.shiftKey) onToggle(position, event.shiftKey);
    else onOpen(position);
  };
  const isDrawn = cursor !== null && cursor >= first && cursor <= last;
  return (
    <div
      ref={attach}
      onScroll={onScroll}
      role="grid"
      aria-label={`Documents of ${corpus.name}`}
      aria-rowcount={shown.total + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable
      aria-busy={stale}
      aria-activedescendant={isDrawn ? lineId(cursor) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      className={cx(
        "min-h-0 flex-1 overflow-auto bg-surface [overflow-anchor:none] focus-visible:-outline-offset-2",
        isDrawn && "focus-visible:outline-none",
      )}
    >
      <div className="relative w-max min-w-full" style={{ height: shown.total === 0 ? undefined : trackPx }}>
        <TableHead
          state={state}
          brushOf={props.brushOf}
          onSort={props.onSort}
          onRange={props.onRange}
          all={props.all}
          columns={columns}
          template={template}
          heightPx={headerPx}
          narrow={narrow}
        />
        <div
          role="rowgroup"
          className={cx("transition-opacity duration-150", stale && "opacity-50 delay-150")}
        >
          {positions.map((at) => {
            const row = rows.rowAt(at);
            return (
              <DocumentLine
                key={at % positions.length}
                row={row === undefined ? undefined : modelRows.get(row)}
                columns={columns}
                position={at}
                open={row !== undefined && row.ordinal === state.document}
                active={at === cursor}
                selected={row !== undefined && selected.has(row.ordinal)}
                template={template}
                heightPx={rowPx}
                topPx={drawnTopPx(at, drawn, sizes)}
              />
            );
          })}
        </div>
        {props.children}
      </div>
    </div>
  );
}
