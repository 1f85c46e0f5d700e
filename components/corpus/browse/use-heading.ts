"use client";

import { useEffect, useRef } from "react";

/**
 * Where the keys are going while the screen has yet to follow: steps add up from there, and a document that was overtaken on
 * its way is not opened.
 */
export function useHeading(listing: string | null, cursor: number | null) {
  const heading = useRef<number | null>(null);
  useEffect(() => {
    if (heading.current === cursor) heading.current = null;
  }, [cursor]);
  useEffect(() => {
    heading.current = null;
  }, [listing]);
  return {
    next(by: 1 | -1): number {
      const from = heading.current ?? cursor;
      return from === null ? 0 : from + by;
    },
    /** `open` says whether there was something to open at the position. @throws what it throws */
    async go(position: number, open: (isOvertaken: () => boolean) => Promise<boolean>): Promise<void> {
      heading.current = position;
      const isOvertaken = () => heading.current !== position;
      let opened = false;
      try {
        opened = await open(isOvertaken);
      } finally {
        if (!isOvertaken() && (!opened || position === cursor)) heading.current = null;
      }
    },
    stop(): void {
      heading.current = null;
    },
  };
}
