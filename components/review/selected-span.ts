import { positionOf } from "@/components/reader/copied-text";

export interface SelectedSpan {
  readonly start: number;
  readonly end: number;
  /** What is marked, shortened. */
  readonly excerpt: string;
}

const MOST_SHOWN = 80;

/** The part of a document's text that is selected on the page, in UTF-16 units; null while none is. */
export function selectedSpan(): SelectedSpan | null {
  const selection = window.getSelection();
  if (selection === null || selection.rangeCount === 0 || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const within =
    range.startContainer instanceof Element ? range.startContainer : range.startContainer.parentElement;
  const content = within?.closest("[data-chunk]")?.parentElement ?? null;
  if (content === null) return null;
  const [start, end] = [
    positionOf(content, range.startContainer, range.startOffset),
    positionOf(content, range.endContainer, range.endOffset),
  ];
  if (start === null || end === null || !Number.isFinite(start) || !Number.isFinite(end) || start >= end)
    return null;
  const text = selection.toString().replace(/\s+/g, " ").trim();
  return {
    start,
    end,
    excerpt:
      text.length > MOST_SHOWN
        ? `${Array.from(text)
            .slice(0, MOST_SHOWN - 1)
            .join("")}…`
        : text,
  };
}
