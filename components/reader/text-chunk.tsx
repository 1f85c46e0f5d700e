import { Fragment, memo, type CSSProperties } from "react";
import { shownText, textPieces, type Piece } from "@/components/reader/control-characters";
import { CHARACTERS_PER_LINE, estimatedLines } from "@/components/reader/text-chunks";
import type { ChunkHit } from "@/components/reader/text-hits";

interface TextChunkProps {
  readonly text: string;
  /** Where in the whole text it begins. */
  readonly start: number;
  /** Show every control character. */
  readonly all: boolean;
  /** How many of its control characters say what they are; the others are plain symbols. */
  readonly named: number;
  /** The text goes on in the same line. */
  readonly cut: boolean;
  /** Hits to mark, for a browser that cannot highlight ranges. */
  readonly marks: readonly ChunkHit[] | null;
}

/** A stretch of text, laid out once it comes into sight. Its text nodes hold exactly as many units as the text. */
export const TextChunk = memo(function TextChunk({ text, start, all, named, cut, marks }: TextChunkProps) {
  const style: CSSProperties = {
    containIntrinsicSize: `auto ${estimatedLines(text, CHARACTERS_PER_LINE)}lh`,
  };
  return (
    <div
      data-chunk={start}
      style={style}
      className={
        cut
          ? "[content-visibility:auto] after:text-faint after:content-['⋯'/''] [unicode-bidi:plaintext]"
          : "[content-visibility:auto] [unicode-bidi:plaintext]"
      }
    >
      {marks !== null && marks.length > 0 ? (
        <Marked text={text} all={all} marks={marks} />
      ) : named > 0 ? (
        textPieces(text, all, named).map((piece, index) => <PieceView key={index} piece={piece} all={all} />)
      ) : (
        shownText(text, all)
      )}
    </div>
  );
});

function PieceView({ piece: { text, control }, all }: { readonly piece: Piece; readonly all: boolean }) {
  if (control === null) return shownText(text, all);
  const { short, title, times } = control;
  return (
    <span
      title={times === 1 ? title : `${title}, ${times} times`}
      data-name={times === 1 ? short : `${short} ×${times}`}
      className="text-[0px] [unicode-bidi:isolate] before:mx-px before:rounded-[3px] before:border before:border-line-strong before:bg-sunken before:px-0.5 before:align-middle before:font-mono before:text-[10px] before:leading-none before:text-warning before:content-[attr(data-name)]"
    >
      {shownText(text, all)}
    </span>
  );
}

function Marked({
  text,
  all,
  marks,
}: Pick<TextChunkProps, "text" | "all"> & { readonly marks: readonly ChunkHit[] }) {
  const shown = shownText(text, all);
  return (
    <>
      {marks.map(({ from, to, index }, at) => (
        <Fragment key={index}>
          {shown.slice(marks[at - 1]?.to ?? 0, from)}
          <mark className="bg-warning-soft text-ink">{shown.slice(from, to)}</mark>
        </Fragment>
      ))}
      {shown.slice(marks.at(-1)?.to ?? 0)}
    </>
  );
}
