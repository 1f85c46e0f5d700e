import { CHARACTERS_PER_LINE, chunkAt, partStarts } from "@/components/reader/text-chunks";

/** The chunks of a text that are laid out together. */
export interface TextPart {
  readonly chunks: readonly string[];
  /** Where they begin in the whole text. */
  readonly starts: readonly number[];
  /** Where the part ends in the whole text. */
  readonly end: number;
}

/** Cuts the chunks of a text into parts that a browser can lay out; nearly always one. */
export function textParts(chunks: readonly string[], starts: readonly number[]): TextPart[] {
  const firsts = partStarts(chunks, CHARACTERS_PER_LINE);
  return firsts.map((first, part) => {
    const next = firsts[part + 1] ?? chunks.length;
    const last = next - 1;
    return {
      chunks: first === 0 && next === chunks.length ? chunks : chunks.slice(first, next),
      starts: first === 0 && next === chunks.length ? starts : starts.slice(first, next),
      end: (starts[last] ?? 0) + (chunks[last]?.length ?? 0),
    };
  });
}

/** The part that holds a position. */
export const partAt = (parts: readonly TextPart[], position: number): number =>
  chunkAt(
    parts.map(({ starts }) => starts[0] ?? 0),
    position,
  );
