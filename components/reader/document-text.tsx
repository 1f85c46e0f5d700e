"use client";

import { useMemo, useRef, useState, type ClipboardEvent, type KeyboardEvent, type RefObject } from "react";
import { copiedText } from "@/components/reader/copied-text";
import type { ReadingLook } from "@/components/reader/reading-look";
import { TextContent } from "@/components/reader/text-content";
import { partAt, textParts } from "@/components/reader/text-part";
import type { DocumentText as Text } from "@/components/reader/use-document-text";
import { useHits } from "@/components/reader/use-hits";
import { useSight } from "@/components/reader/use-sight";
import type { TextSearch } from "@/components/reader/use-text-search";
import { Button } from "@/components/ui/button";
import { formatCount } from "@/components/ui/format";
import { toast } from "@/components/ui/toast";

/** UTF-16 units that a browser selects at once without a long halt. */
const MOST_SELECTED = 1_000_000;

interface DocumentTextProps {
  readonly ordinal: number;
  /** Tells it from another on the same screen. */
  readonly label?: string;
  readonly text: Text;
  readonly look: ReadingLook;
  readonly search: TextSearch;
  /** Scrolls, and takes the focus. */
  readonly regionRef: RefObject<HTMLDivElement | null>;
}

/** A document as plain text, whatever it contains, 68 characters wide; a long one opens at once. */
export function DocumentText({
  ordinal,
  label = "Text of the document",
  text,
  look,
  search,
  regionRef,
}: DocumentTextProps) {
  const content = useRef<HTMLDivElement>(null);
  const [turned, setTurned] = useState({ ordinal, part: 0 });
  const chosen = turned.ordinal === ordinal ? turned.part : 0;
  const parts = useMemo(() => textParts(text.chunks, text.starts), [text.chunks, text.starts]);
  const part = parts[chosen] ?? { chunks: [], starts: [], end: 0 };
  const identity = `${ordinal} ${chosen}`;
  const sight = useSight(regionRef, content, search.hits.length > 0, identity);
  const places = { region: regionRef, content };
  useHits(part, search, places, sight, (position) => setTurned({ ordinal, part: partAt(parts, position) }));

  const turnTo = (next: number) => {
    search.close();
    setTurned({ ordinal, part: next });
    void regionRef.current?.scrollTo({ top: 0 });
  };
  const onCopy = (event: ClipboardEvent) => {
    const selection = window.getSelection();
    if (content.current === null || selection === null || selection.rangeCount === 0) return;
    const copied = copiedText(content.current, selection.getRangeAt(0), part.chunks, part.starts);
    if (copied === null || copied === "") return;
    event.preventDefault();
    event.clipboardData.setData("text/plain", copied);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "a" || !(event.metaKey || event.ctrlKey) || content.current === null) return;
    event.preventDefault();
    if (text.total <= MOST_SELECTED) window.getSelection()?.selectAllChildren(content.current);
    else toast({ title: "This text is too long to select", detail: "“Copy the text” takes all of it." });
  };
  return (
    <div
      ref={regionRef}
      tabIndex={0}
      role="region"
      aria-label={label}
      onCopy={onCopy}
      onKeyDown={onKeyDown}
      className="min-h-0 flex-1 overflow-y-auto px-4 py-3 focus-visible:-outline-offset-2"
    >
      {chosen > 0 && (
        <PartTurn label="Show the part before" part={chosen} of={parts.length} onTurn={turnTo} />
      )}
      <TextContent key={identity} ref={content} part={part} look={look} search={search} sight={sight} />
      {chosen < parts.length - 1 && (
        <PartTurn label="Show the next part" part={chosen + 2} of={parts.length} onTurn={turnTo} />
      )}
    </div>
  );
}

interface PartTurnProps {
  readonly label: string;
  /** From 1. */
  readonly part: number;
  readonly of: number;
  readonly onTurn: (part: number) => void;
}

/** A text of more lines than a browser can lay out is shown in parts. */
const PartTurn = ({ label, part, of, onTurn }: PartTurnProps) => (
  <p className="py-2">
    <Button onClick={() => onTurn(part - 1)}>
      {label} ({formatCount(part)} of {formatCount(of)})
    </Button>
  </p>
);
