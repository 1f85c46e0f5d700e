import { cutStretches, roomForEnds } from "@/core/tokens/cut-stretches";
import { mergePieces } from "@/core/tokens/merge-pieces";
import { symbolsOf } from "@/core/tokens/piece-ids";
import { LONGEST_KNOWN, StretchCounts } from "@/core/tokens/stretch-counts";
import type { TokenTables } from "@/core/tokens/token-tables";

/** Symbols of a stretch that there is always room for; a longer one gets its own. */
const ROOM = 4096;

/** Counts and encodes UTF-8 as a vocabulary has it, and remembers what it counted last. */
export class TokenCounter {
  private readonly room = new Uint16Array(ROOM);
  private readonly ends = roomForEnds();
  private readonly known = new StretchCounts();

  constructor(private readonly tables: TokenTables) {}

  /**
   * Tokens of a text of valid UTF-8 without BOS and EOS; 0 for the empty text.
   * @param start of the space before the text, which SentencePiece wants there
   */
  countText(bytes: Uint8Array, start: number, end: number): number {
    return end - start === 1 ? 0 : this.count(bytes, start, end);
  }

  /** Tokens of the valid UTF-8 from `start` to `end`. */
  count(bytes: Uint8Array, start: number, end: number): number {
    const { tables, ends, known } = this;
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const lastKnown = bytes.byteLength - LONGEST_KNOWN;
    let tokens = 0;
    for (let at = start; at < end;) {
      const found = cutStretches(tables, bytes, at, end, ends);
      for (let index = 0; index < found; index += 1) {
        const next = ends[index] ?? end;
        const length = next - at;
        // One byte is a character of ASCII, and that a piece or the piece of its byte.
        if (length === 1) tokens += 1;
        else if (length <= LONGEST_KNOWN && at <= lastKnown) {
          const count = known.find(view, at, length);
          tokens += count === 0 ? this.countNew(bytes, view, at, next) : count;
        } else tokens += this.encodeStretch(bytes, at, next).length;
        at = next;
      }
    }
    return tokens;
  }

  /** Ids of the tokens of valid UTF-8, stretch by stretch, each valid until the next. */
  *encode(bytes: Uint8Array): Generator<Uint16Array> {
    for (let at = 0; at < bytes.length;) {
      const found = cutStretches(this.tables, bytes, at, bytes.length, this.ends);
      for (const next of this.ends.slice(0, found)) {
        yield this.encodeStretch(bytes, at, next);
        at = next;
      }
    }
  }

  private encodeStretch(bytes: Uint8Array, start: number, end: number): Uint16Array {
    const { tables } = this;
    const symbols = end - start <= ROOM ? this.room : new Uint16Array(end - start);
    return symbols.subarray(0, mergePieces(tables, symbols, symbolsOf(tables, bytes, start, end, symbols)));
  }

  /** Counts a stretch that is not known, and remembers it. */
  private countNew(bytes: Uint8Array, view: DataView, start: number, end: number): number {
    const count = this.encodeStretch(bytes, start, end).length;
    this.known.keep(view, start, end - start, count);
    return count;
  }
}
