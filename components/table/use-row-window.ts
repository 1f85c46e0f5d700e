"use client";

import { useCallback, useRef, useState } from "react";
import { rowWindow, scrollTopFor, type RowWindow } from "@/components/table/row-window";

interface RowWindowOptions {
  readonly count: number;
  readonly rowPx: number;
  readonly headerPx: number;
}

const OVERSCAN = 8;
/** Rows drawn before the browser has said how high the scroll is. */
const FIRST_ROWS = 40;

/** Which rows of a long scroll to draw. Give `scroller` to the element that scrolls, `onScroll` too. */
export function useRowWindow({ count, rowPx, headerPx }: RowWindowOptions) {
  const element = useRef<HTMLDivElement | null>(null);
  const [seen, setSeen] = useState<RowWindow>({ first: 0, last: FIRST_ROWS });
  const onScroll = useCallback(() => {
    const { current } = element;
    if (current === null) return;
    const next = rowWindow(
      { top: current.scrollTop, height: current.clientHeight },
      rowPx,
      Infinity,
      OVERSCAN,
    );
    setSeen((seen) => (seen.first === next.first && seen.last === next.last ? seen : next));
  }, [rowPx]);
  const scroller = useCallback(
    (node: HTMLDivElement) => {
      element.current = node;
      const observer = new ResizeObserver(onScroll);
      observer.observe(node);
      return () => {
        observer.disconnect();
        element.current = null;
      };
    },
    [onScroll],
  );
  const showRow = useCallback(
    (row: number) => {
      const { current } = element;
      if (current === null) return;
      const scroll = { top: current.scrollTop, height: current.clientHeight };
      current.scrollTop = scrollTopFor(row, scroll, rowPx, headerPx);
    },
    [rowPx, headerPx],
  );
  const last = Math.min(count - 1, seen.last);
  const window: RowWindow = { first: Math.min(seen.first, Math.max(0, last)), last };
  return { window, scroller, onScroll, showRow, totalPx: count * rowPx };
}
