import type { RowText } from "@/server/services/corpus/importing/read-record";

/** Texts one after the other, before each its length in bytes as 32 bits: what a plain Parquet column holds. */
export interface TextColumn {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Where each text ends in `bytes`; the next one's length begins there. */
  readonly ends: Uint32Array<ArrayBuffer>;
}

const LENGTH_BYTES = 4;
/** Kept free at the end: the token counter looks a little beyond. */
const SLACK = 16;
const SPACE = 0x20;

/** Gathers a `TextColumn`. */
export class TextColumnBuilder {
  private buffer: Buffer<ArrayBuffer>;
  private readonly ends: number[] = [];
  private length = 0;

  /** @param memory to fill, as long as it is enough */
  constructor(memory: ArrayBuffer) {
    this.buffer = Buffer.from(memory);
  }

  /**
   * Appends a text.
   * @returns its UTF-8 in place, until the next text comes
   */
  add({ value, encoding }: RowText): Uint8Array {
    const start = this.length + LENGTH_BYTES;
    this.reserve(start + Buffer.byteLength(value, encoding));
    const end = start + this.buffer.write(value, start, encoding);
    this.buffer.writeUInt32LE(end - start, this.length);
    this.length = end;
    this.ends.push(end);
    return this.buffer.subarray(start, end);
  }

  /** Works on the last text and a space before it, which SentencePiece wants there. */
  withSpace<T>(work: (bytes: Uint8Array, start: number, end: number) => T): T {
    const start = (this.ends.at(-2) ?? 0) + LENGTH_BYTES - 1;
    const before = this.buffer[start] ?? 0;
    this.buffer[start] = SPACE;
    const result = work(this.buffer, start, this.length);
    this.buffer[start] = before;
    return result;
  }

  finish(): TextColumn {
    return { bytes: new Uint8Array(this.buffer.buffer, 0, this.length), ends: Uint32Array.from(this.ends) };
  }

  /** The same in memory of its size. */
  finishTight(): TextColumn {
    const { bytes, ends } = this.finish();
    return { bytes: bytes.slice(), ends };
  }

  private reserve(length: number): void {
    if (length + SLACK <= this.buffer.length) return;
    const larger = Buffer.from(new ArrayBuffer(Math.max(length + SLACK, 2 * this.buffer.length)));
    this.buffer.copy(larger, 0, 0, this.length);
    this.buffer = larger;
  }
}

/** A text of a column with the length before it. */
export const entryOf = ({ bytes, ends }: TextColumn, row: number): Uint8Array =>
  bytes.subarray(row === 0 ? 0 : ends[row - 1], ends[row]);

/** The UTF-8 of a text of a column. */
export const textOf = (column: TextColumn, row: number): Uint8Array =>
  entryOf(column, row).subarray(LENGTH_BYTES);
