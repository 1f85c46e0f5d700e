"use client";

import { useEffect, useState, type RefObject } from "react";
import { childrenInSight } from "@/components/reader/in-sight";

export type Sight = readonly [first: number, last: number];

/**
 * Which children of `content` its scroller shows, while `watched`; null before it is known.
 * @param identity another one for another element in `content`
 */
export function useSight(
  scroller: RefObject<Element | null>,
  content: RefObject<Element | null>,
  watched: boolean,
  identity: string,
): Sight | null {
  const [sight, setSight] = useState<Sight | null>(null);
  useEffect(() => {
    const element = scroller.current;
    if (!watched || element === null) return;
    let frame = 0;
    const look = (): void => {
      if (content.current === null) return;
      const [first, last] = childrenInSight(element, content.current);
      setSight((before) => (before?.[0] === first && before[1] === last ? before : [first, last]));
    };
    const later = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(look);
    };
    later();
    const size = new ResizeObserver(later);
    size.observe(element);
    if (content.current !== null) size.observe(content.current);
    element.addEventListener("scroll", later, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      size.disconnect();
      element.removeEventListener("scroll", later);
    };
  }, [scroller, content, watched, identity]);
  return watched ? sight : null;
}
