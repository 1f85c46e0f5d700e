"use client";

import { useLayoutEffect, useState } from "react";
import { flushSync } from "react-dom";
import { trackPx } from "@/components/table/row-window";
import { Scroller, type Drawn, type Sizes } from "@/components/table/scroller";

const same = (a: Drawn, b: Drawn): boolean => a.first === b.first && a.last === b.last && a.shift === b.shift;

/** Which rows of a long scroll to draw. Give `attach` as ref to the element that scrolls, `onScroll` too. */
export function useRowWindow({ count, rowPx, headerPx }: Sizes) {
  const [drawn, setDrawn] = useState<Drawn>({ first: 0, last: -1, shift: 0 });
  const [scroller] = useState(
    () =>
      new Scroller(
        { count, rowPx, headerPx },
        {
          draw: (next) => setDrawn((seen) => (same(seen, next) ? seen : next)),
          atOnce: (change) => flushSync(change),
        },
      ),
  );
  useLayoutEffect(() => scroller.resize({ count, rowPx, headerPx }), [scroller, count, rowPx, headerPx]);
  const { attach, onScroll } = scroller;
  return { drawn, scroller, attach, onScroll, trackPx: trackPx({ count, rowPx, headerPx, viewPx: 0 }) };
}
