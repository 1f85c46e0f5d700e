"use client";

import { useCallback, useState } from "react";

/** Width of an element, px; `first` before it is known. Give the function as its ref. */
export function useWidth(
  first: number,
): readonly [number, (element: HTMLElement | null) => (() => void) | undefined] {
  const [width, setWidth] = useState(first);
  const attach = useCallback((element: HTMLElement | null) => {
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [width, attach];
}
