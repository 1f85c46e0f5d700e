"use client";

import { useEffect, useLayoutEffect, type KeyboardEvent } from "react";
import { DomainMark } from "@/components/charts/domain-mark";
import { SIDE_LOOKS, sideMargin, standingText } from "@/components/compare/changed.prepare";
import { useArrivals } from "@/components/table/use-arrivals";
import type { PageCache } from "@/components/table/page-cache";
import { drawnTopPx } from "@/components/table/scroller";
import { useRowWindow } from "@/components/table/use-row-window";
import { cx } from "@/components/ui/class-names";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatTokens } from "@/components/ui/format";
import { MiddleCut } from "@/components/ui/middle-cut";
import type { ChangedDocument, Side } from "@/core/comparison/changes";

interface ChangedListProps {
  readonly rows: PageCache<ChangedDocument>;
  readonly count: number;
  readonly side: Side;
  /** Letters of the baseline and of the other. */
  readonly letters: readonly [string, string];
  /** Names of the domains in their order. */
  readonly domains: readonly string[];
  /** Row at which the keys act; null while there is none. */
  readonly cursor: number | null;
  readonly onCursor: (row: number) => void;
  readonly onOpen: (row: number) => void;
}

const ROW_PX = 32;
const HEADER_PX = 28;
const lineId = (row: number): string => `changed-${String(row)}`;
const TEMPLATE =
  "grid grid-cols-[minmax(0,1fr)_88px_60px_72px_72px] items-center gap-2 px-3 max-sm:grid-cols-[minmax(0,1fr)_64px_64px]";

/** All documents of a side in one scroll: only the rows in sight exist and are asked for. */
export function ChangedList(props: ChangedListProps) {
  const { rows, count, side, letters, domains, cursor, onCursor, onOpen } = props;
  const sizes = { count, rowPx: ROW_PX, headerPx: HEADER_PX };
  const { drawn, scroller, attach, onScroll, trackPx } = useRowWindow(sizes);
  const { first, last } = drawn;
  useArrivals(rows);
  useEffect(() => rows.want({ first, last }), [rows, first, last]);
  useLayoutEffect(() => scroller.toStart(), [scroller, rows]);
  useEffect(() => {
    if (cursor !== null) scroller.showRow(cursor);
  }, [scroller, cursor, rows]);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = cursor ?? -1;
    const moves: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      PageDown: at + scroller.rowsInView,
      PageUp: at - scroller.rowsInView,
      Home: 0,
      End: count - 1,
    };
    const target = moves[event.key];
    if (target !== undefined) onCursor(Math.max(0, Math.min(count - 1, target)));
    else if (event.key === "Enter" && count > 0) onOpen(Math.max(0, at));
    else return;
    event.preventDefault();
  };
  const shown = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  const isDrawn = cursor !== null && cursor >= first && cursor <= last;
  if (rows.error !== null)
    return <ErrorState error={rows.error} onRetry={() => rows.retry()} className="m-3" />;
  return (
    <div
      ref={attach}
      onScroll={onScroll}
      role="grid"
      aria-label={`Documents ${side}`}
      aria-rowcount={count + 1}
      aria-activedescendant={isDrawn ? lineId(cursor) : undefined}
      tabIndex={0}
      onKeyDown={onKeyDown}
      className="h-105 overflow-y-auto [overflow-anchor:none] focus-visible:-outline-offset-2"
    >
      <div className="relative" style={{ height: trackPx }}>
        <div role="rowgroup" className="sticky top-0 z-1 bg-surface">
          <div role="row" aria-rowindex={1} className={cx(TEMPLATE, "eyebrow h-7 border-b")}>
            <span role="columnheader">
              {side === "kept" ? "document, closest to a threshold first" : "document, clearest first"}
            </span>
            <span role="columnheader" className="max-sm:hidden">
              domain
            </span>
            <span role="columnheader" className="text-right max-sm:hidden">
              tokens
            </span>
            <span role="columnheader" className="text-right">
              margin {letters[0]}
            </span>
            <span role="columnheader" className="text-right">
              margin {letters[1]}
            </span>
          </div>
        </div>
        <div role="rowgroup">
          {shown.map((row) => (
            <Line
              key={row % shown.length}
              document={rows.rowAt(row)}
              row={row}
              side={side}
              domains={domains}
              active={row === cursor}
              topPx={drawnTopPx(row, drawn, sizes)}
              onOpen={onOpen}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface LineProps extends Pick<ChangedListProps, "side" | "domains" | "onOpen"> {
  readonly document: ChangedDocument | undefined;
  readonly row: number;
  readonly active: boolean;
  readonly topPx: number;
}

function Line({ document, row, side, domains, active, topPx, onOpen }: LineProps) {
  const decides = document === undefined ? null : sideMargin(document, side);
  const tone = (margin: number | null): string =>
    margin !== null && margin === decides ? cx("font-medium", SIDE_LOOKS[side].text) : "text-muted";
  return (
    <div
      role="row"
      id={lineId(row)}
      aria-rowindex={row + 2}
      aria-selected={active}
      onClick={() => onOpen(row)}
      className={cx(
        TEMPLATE,
        "absolute inset-x-0 top-0 cursor-pointer border-b text-xs hover:bg-hover",
        active && "bg-accent-soft hover:bg-accent-soft",
      )}
      style={{ height: ROW_PX, transform: `translateY(${String(topPx)}px)` }}
    >
      {document === undefined ? (
        <span role="gridcell" className="text-faint">
          …
        </span>
      ) : (
        <>
          <span role="gridcell" className="flex min-w-0 items-center gap-2">
            <span aria-hidden className={cx("w-2 shrink-0 text-center font-semibold", SIDE_LOOKS[side].text)}>
              {SIDE_LOOKS[side].sign}
            </span>
            <MiddleCut text={document.id} className="min-w-0" />
          </span>
          <span role="gridcell" className="min-w-0 max-sm:hidden">
            <DomainMark domain={document.domain} index={Math.max(0, domains.indexOf(document.domain))} />
          </span>
          <span role="gridcell" className="text-right max-sm:hidden" title={formatCount(document.tokens)}>
            {formatTokens(document.tokens)}
          </span>
          <span role="gridcell" className={cx("text-right", tone(document.baseline.margin))}>
            {standingText(document.baseline)}
          </span>
          <span role="gridcell" className={cx("text-right", tone(document.other.margin))}>
            {standingText(document.other)}
          </span>
        </>
      )}
    </div>
  );
}
