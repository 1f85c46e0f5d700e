"use client";

import { Search, X } from "lucide-react";
import { useState, type KeyboardEvent, type RefObject } from "react";
import { MOST_SEARCH } from "@/components/corpus/browse/browse-url";
import { cx } from "@/components/ui/class-names";
import { Input } from "@/components/ui/input";

interface SearchFieldProps {
  /** What is searched for; null = nothing. */
  readonly search: string | null;
  readonly onSearch: (search: string | null) => void;
  /** Ends a search that is under way; null when none is. */
  readonly onCancel: (() => void) | null;
  readonly fieldRef: RefObject<HTMLInputElement | null>;
  readonly className?: string;
}

/** Looks for a part of the text when Enter says so: a search reads every text of the corpus. */
export function SearchField({ search, onSearch, onCancel, fieldRef, className }: SearchFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const start = (text: string) => {
    setDraft(null);
    const trimmed = text.trim();
    onSearch(trimmed === "" ? null : trimmed);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === "Enter") start(event.currentTarget.value);
    if (event.key !== "Escape") return;
    event.preventDefault();
    if (onCancel !== null) onCancel();
    else if (draft !== null) setDraft(null);
    else event.currentTarget.blur();
  };
  const shown = draft ?? search ?? "";
  return (
    <span role="search" className={cx("relative inline-flex", className)}>
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 left-2 my-auto size-3.5 text-muted"
      />
      <Input
        ref={fieldRef}
        aria-label="Search the texts"
        aria-keyshortcuts="/"
        enterKeyHint="search"
        placeholder="Search the texts"
        title="Enter searches; upper and lower case are the same"
        maxLength={MOST_SEARCH}
        value={shown}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
        className="pr-7 pl-7"
      />
      {(search !== null || shown !== "") && (
        <button
          type="button"
          aria-label="Clear the search"
          onClick={() => start("")}
          className="absolute inset-y-0 right-1 my-auto flex size-5 items-center justify-center rounded-sm text-muted hover:text-ink"
        >
          <X aria-hidden className="size-3.5" />
        </button>
      )}
    </span>
  );
}
