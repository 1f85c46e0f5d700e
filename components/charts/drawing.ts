import type { Mark } from "@/core/drawing";

/** The colours of text and lines in every drawing. */
export const INK = "var(--color-ink)";
export const MUTED = "var(--color-muted)";
export const GRID = "var(--color-line)";
export const AXIS = "var(--color-line-strong)";

/** A text that fits into about `most` characters. */
export const shortened = (text: string, most: number): string => {
  const characters = Array.from(text);
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join("")}…`;
};

/** Marks moved to the right and down. */
export const shifted = (marks: readonly Mark[], right: number, down: number): Mark[] =>
  marks.map((mark) =>
    mark.kind === "line"
      ? { ...mark, x1: mark.x1 + right, x2: mark.x2 + right, y1: mark.y1 + down, y2: mark.y2 + down }
      : { ...mark, x: mark.x + right, y: mark.y + down },
  );
