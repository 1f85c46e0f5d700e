import { unitAt } from "@/components/reader/text-position";

/**
 * What a selection within the chunks of a text stands for in the document itself: control characters as they are there, and
 * no line break that only the layout makes. Null where an end of the selection lies outside.
 * @param content holds an element a chunk; `chunks` and `starts` are those of them
 */
export function copiedText(
  content: Element,
  range: Range,
  chunks: readonly string[],
  starts: readonly number[],
): string | null {
  const from = positionOf(content, range.startContainer, range.startOffset);
  const to = positionOf(content, range.endContainer, range.endOffset);
  return from === null || to === null ? null : between(chunks, starts, from, to);
}

/** Where in the whole text a chunk's element begins. */
export const startOf = (chunk: Element | null | undefined): number =>
  Number(chunk?.getAttribute("data-chunk") ?? Number.POSITIVE_INFINITY);

/** Position in the whole text of a DOM position inside `content`. */
export function positionOf(content: Element, container: Node, offset: number): number | null {
  if (container === content) return startOf(content.children[offset]);
  if (!content.contains(container)) return null;
  const within = container instanceof Element ? container : container.parentElement;
  const chunk = within?.closest("[data-chunk]") ?? null;
  return chunk === null ? null : startOf(chunk) + unitAt(chunk, container, offset);
}

function between(chunks: readonly string[], starts: readonly number[], from: number, to: number): string {
  return chunks
    .map((chunk, index) => {
      const start = starts[index] ?? 0;
      return chunk.slice(Math.max(0, from - start), Math.max(0, to - start));
    })
    .join("");
}
