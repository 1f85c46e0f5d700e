import { useMemo, type Ref } from "react";
import { countControls } from "@/components/reader/control-characters";
import { canHighlight } from "@/components/reader/hit-highlights";
import type { ReadingLook } from "@/components/reader/reading-look";
import { TextChunk } from "@/components/reader/text-chunk";
import { hitsWithin, type ChunkHit } from "@/components/reader/text-hits";
import type { TextPart } from "@/components/reader/text-part";
import type { Sight } from "@/components/reader/use-sight";
import type { TextSearch } from "@/components/reader/use-text-search";
import { cx } from "@/components/ui/class-names";

/** Control characters that get an element of their own, in a text and in a chunk; the rest are plain symbols. */
const MOST_NAMED = 20_000;
const MOST_NAMED_IN_CHUNK = 500;

const FONTS = { serif: "font-serif", sans: "font-sans", mono: "font-mono" } as const;
const SIZES = {
  small: "text-[13px] leading-[21px]",
  medium: "text-[15px] leading-6",
  large: "text-[18px] leading-[29px]",
} as const;

interface TextContentProps {
  readonly part: TextPart;
  readonly look: ReadingLook;
  readonly search: TextSearch;
  /** Null while nothing needs to know it. */
  readonly sight: Sight | null;
  readonly ref: Ref<HTMLDivElement>;
}

/** The chunks of a part one below the other, and nothing else. */
export function TextContent({ part: { chunks, starts }, look, search, sight, ref }: TextContentProps) {
  const named = useMemo(() => namedIn(chunks, look.controls), [chunks, look.controls]);
  const marked = sight === null || canHighlight() ? null : sight;
  return (
    <div
      ref={ref}
      translate="no"
      className={cx("max-w-[68ch] whitespace-pre-wrap wrap-anywhere", FONTS[look.font], SIZES[look.size])}
    >
      {chunks.map((chunk, index) => (
        <TextChunk
          key={index}
          text={chunk}
          start={starts[index] ?? 0}
          all={look.controls}
          named={named[index] ?? 0}
          cut={index < chunks.length - 1 && !chunk.endsWith("\n")}
          marks={marked === null ? null : marksOf(search, marked, index, starts[index] ?? 0, chunk.length)}
        />
      ))}
    </div>
  );
}

/** How many control characters of each chunk are named, as far as the elements go. */
function namedIn(chunks: readonly string[], all: boolean): number[] {
  let left = MOST_NAMED;
  return chunks.map((chunk) => {
    const named = Math.min(countControls(chunk, all), MOST_NAMED_IN_CHUNK, left);
    left -= named;
    return named;
  });
}

const NO_MARKS: readonly ChunkHit[] = [];

function marksOf(
  { hits, query }: TextSearch,
  [first, last]: Sight,
  index: number,
  start: number,
  length: number,
): readonly ChunkHit[] {
  if (index < first || index > last) return NO_MARKS;
  const found = hitsWithin(hits, query?.length ?? 0, start, length);
  return found.length === 0 ? NO_MARKS : found;
}
