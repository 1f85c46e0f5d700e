"use client";

import { useTable } from "@tanstack/react-table";
import { useEffect, useMemo, type KeyboardEvent } from "react";
import { ROWS_PER_PART, type BrowseState, type SortColumn } from "@/components/corpus/browse/browse-url";
import { documentColumns, FEATURES, lookOf } from "@/components/corpus/browse/document-columns";
import { DocumentHeader } from "@/components/corpus/browse/document-header";
import { DocumentLine } from "@/components/corpus/browse/document-line";
import { useDocumentRows } from "@/components/corpus/browse/use-document-rows";
import { useRowWindow } from "@/components/table/use-row-window";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import { useNarrow } from "@/components/ui/use-narrow";
import type { CorpusDetail } from "@/server/services/corpus/get";
import type { DocumentRow } from "@/server/services/document/document-row";

const ROW_PX = 32;
const HEADER_PX = 48;

interface DocumentTableProps {
  readonly corpus: CorpusDetail;
  readonly state: BrowseState;
  /** Rows under the filter; null while unknown. */
  readonly total: number | null;
  /** Where in the listing the document of the reader is; null when it is not known. */
  readonly position: number | null;
  readonly onSort: (by: SortColumn) => void;
  readonly onOpen: (row: DocumentRow, position: number) => void;
  /** Enter: into the reader. */
  readonly onRead: () => void;
}

/** Rows there are in the part that is scrolled through. */
const rowsInPart = (total: number | null, part: number): number =>
  Math.max(0, Math.min((total ?? 0) - part * ROWS_PER_PART, ROWS_PER_PART));

const MOVES: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 20,
  PageUp: -20,
  Home: -Infinity,
  End: Infinity,
};

/** All documents of a corpus in one scroll: only the rows in sight exist and are asked for. */
export function DocumentTable(props: DocumentTableProps) {
  const { corpus, state, total, position, onSort, onOpen, onRead } = props;
  const narrow = useNarrow();
  const reading = state.document !== null;
  const offset = state.part * ROWS_PER_PART;
  const count = rowsInPart(total, state.part);
  const { window, scroller, onScroll, showRow, totalPx } = useRowWindow({
    count,
    rowPx: ROW_PX,
    headerPx: HEADER_PX,
  });
  const first = offset + window.first;
  const rows = useDocumentRows({ versionId: corpus.versionId, state, first, last: offset + window.last });
  const columns = useMemo(
    () =>
      documentColumns(corpus.statistics, {
        set: state.columns,
        sort: state.sort.by,
        narrow,
        roomy: narrow || !reading,
      }),
    [state.columns, state.sort.by, corpus.statistics, narrow, reading],
  );
  const shown = position !== null && position >= first && position <= offset + window.last;
  const positions = Array.from({ length: window.last - window.first + 1 }, (_, index) => first + index);
  const data = positions.flatMap((at) => rows.rowAt(at) ?? []);
  const table = useTable({ features: FEATURES, columns, data, getRowId: (row) => String(row.ordinal) });
  const modelRows = new Map(table.getRowModel().rows.map((row) => [row.id, row]));
  const template = columns.map(({ id }) => lookOf(id ?? "").width).join(" ");

  // The rows have a place to scroll in only once their number is known.
  const drawn = total !== null && total > 0;
  useEffect(() => {
    if (position !== null && drawn) showRow(position - offset);
  }, [position, offset, showRow, drawn]);

  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    if (event.target !== event.currentTarget) return;
    if (event.key === "Enter") onRead();
    if (move === undefined) return;
    event.preventDefault();
    const from = position ?? (move > 0 ? first - 1 : first + 1);
    const index = Math.min(count - 1, Math.max(0, from + move - offset));
    const row = rows.rowAt(offset + index);
    if (row !== undefined) onOpen(row, offset + index);
  };
  if (rows.error !== null) return <ErrorState error={rows.error} onRetry={rows.retry} className="m-3" />;
  if (total === null) return <Waiting />;
  if (total === 0) {
    return <EmptyState title="No document">No document of this corpus is in the chosen domains.</EmptyState>;
  }
  return (
    <div
      ref={scroller}
      onScroll={onScroll}
      role="grid"
      aria-label={`Documents of ${corpus.name}`}
      aria-rowcount={total + 1}
      aria-activedescendant={shown ? `document-${position}` : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:-outline-offset-2"
    >
      <div className="relative w-max min-w-full" style={{ height: totalPx + HEADER_PX }}>
        <div role="rowgroup" className="sticky top-0 z-20 border-b bg-surface">
          <div
            role="row"
            aria-rowindex={1}
            className="grid"
            style={{ gridTemplateColumns: template, height: HEADER_PX - 1 }}
          >
            {columns.map(({ id = "", header }) => (
              <DocumentHeader
                key={id}
                columnId={id}
                label={typeof header === "string" ? header : id}
                sort={state.sort}
                statistics={corpus.statistics}
                onSort={onSort}
              />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="absolute inset-x-0" style={{ top: HEADER_PX }}>
          {positions.map((at) => {
            const row = rows.rowAt(at);
            return (
              <DocumentLine
                key={at}
                row={row === undefined ? undefined : modelRows.get(String(row.ordinal))}
                position={at}
                current={row !== undefined && row.ordinal === state.document}
                template={template}
                heightPx={ROW_PX}
                topPx={(at - offset) * ROW_PX}
                onOpen={onOpen}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

const Waiting = () => (
  <div className="min-h-0 flex-1 overflow-hidden bg-surface" style={{ paddingTop: HEADER_PX }}>
    <SkeletonRows rows={24} />
  </div>
);
