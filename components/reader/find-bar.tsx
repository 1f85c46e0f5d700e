"use client";

import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useRef, type KeyboardEvent, type RefObject } from "react";
import { startOf } from "@/components/reader/copied-text";
import { firstInSight } from "@/components/reader/in-sight";
import type { TextSearch } from "@/components/reader/use-text-search";
import { IconButton } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";
import { Input } from "@/components/ui/input";

interface FindBarProps {
  readonly search: TextSearch;
  /** What scrolls the text. */
  readonly region: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** Where another query looks for its first hit: from the one that is shown, else from what is in sight. */
function beginning({ hits, current }: TextSearch, region: HTMLElement | null): number {
  const shown = current === null ? undefined : hits[current];
  const content = region?.querySelector("[data-chunk]")?.parentElement ?? null;
  if (shown !== undefined || region === null || content === null) return shown ?? 0;
  return startOf(content.children[firstInSight(region, content)]);
}

/** "3 of 17", as far as the text has been searched. */
function countText({ query, hits, current, searching }: TextSearch): string {
  if (query === null || query === "") return "";
  if (hits.length === 0) return searching ? "searching…" : "not in this text";
  return `${formatCount((current ?? 0) + 1)} of ${formatCount(hits.length)}${searching ? " so far" : ""}`;
}

/** The field to search within a text: Enter goes to the next hit, Shift+Enter to the one before, Escape closes it. */
export function FindBar({ search, region, onClose }: FindBarProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") search.step(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") onClose();
    else return;
    event.preventDefault();
  };
  return (
    <div role="search" className="flex items-center gap-1 border-b bg-sunken px-3 py-1">
      <Input
        ref={field}
        aria-label="Search within the text"
        placeholder="Search within the text"
        value={search.query ?? ""}
        onChange={(event) => search.ask(event.target.value, beginning(search, region.current))}
        onKeyDown={onKeyDown}
        className="min-w-0 flex-1"
      />
      <span role="status" className="min-w-24 px-1 text-right text-xs text-muted">
        {countText(search)}
      </span>
      <IconButton label="Hit before" keys="shift+Enter" onClick={() => search.step(-1)}>
        <ChevronUp />
      </IconButton>
      <IconButton label="Next hit" keys="Enter" onClick={() => search.step(1)}>
        <ChevronDown />
      </IconButton>
      <IconButton label="Close the search" keys="Escape" onClick={onClose}>
        <X />
      </IconButton>
    </div>
  );
}
