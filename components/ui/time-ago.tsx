"use client";

import { useSyncExternalStore } from "react";
import { formatAgo, formatDate } from "@/components/ui/format";

const TICK_MS = 15_000;

const subscribe = (onTick: () => void) => {
  const timer = setInterval(onTick, TICK_MS);
  return () => clearInterval(timer);
};
const tick = () => Math.floor(Date.now() / TICK_MS) * TICK_MS + TICK_MS;

/** How long ago, kept current; the exact time on hover. Empty until the browser knows its own clock and zone. */
export function TimeAgo({ date }: { readonly date: Date }) {
  const now = useSyncExternalStore(subscribe, tick, () => null);
  return (
    <time dateTime={date.toISOString()} title={now === null ? "" : formatDate(date)} suppressHydrationWarning>
      {now === null ? "" : formatAgo(date, new Date(now))}
    </time>
  );
}
