import type { SpareMemory } from "@/server/services/corpus/importing/spare-memory";
import { MAX_LINE_BYTES } from "@/server/services/corpus/importing/max-line-bytes";

const NEWLINE = 0x0a;

/** Whole lines of a file with their line feeds, or the place of one that is too long. */
export interface CutBlock {
  /** Null for one line of more than `MAX_LINE_BYTES`. */
  readonly bytes: Uint8Array<ArrayBuffer> | null;
  /** Where the next block begins, counted in the bytes of the file after unzipping. */
  readonly end: number;
}

/**
 * Cuts a stream of bytes into blocks of whole lines: a block ends with the line that makes it `blockBytes` long. Where
 * blocks end depends on the bytes alone, not on how they arrive, so that reading can begin again behind any block.
 */
export class BlockCutter {
  private block: Uint8Array<ArrayBuffer>;
  private size = 0;
  /** Begin of the unfinished line within the block. */
  private lineStart = 0;
  /** Inside of a line that is too long. */
  private isSkipping = false;

  /** @param position of the first byte in the file */
  constructor(
    private readonly blockBytes: number,
    private position: number,
    private readonly memory: SpareMemory,
  ) {
    this.block = this.emptyBlock();
  }

  /** The blocks that end in the next bytes of the file; what is left of these is copied. */
  push(chunk: Buffer): CutBlock[] {
    const blocks: CutBlock[] = [];
    let rest = chunk;
    while (rest.length > 0) rest = this.isSkipping ? this.skip(rest, blocks) : this.gather(rest, blocks);
    return blocks;
  }

  /** What is left at the end of the file. */
  end(): CutBlock[] {
    if (this.isSkipping) return [{ bytes: null, end: this.position }];
    return this.size === 0 ? [] : [this.cut(this.size)];
  }

  /** What is left before a break: the line that was cut off is not given. */
  breakOff(): CutBlock[] {
    return this.isSkipping || this.lineStart === 0 ? [] : [this.cut(this.lineStart)];
  }

  private gather(chunk: Buffer, blocks: CutBlock[]): Buffer {
    const from = Math.max(0, this.blockBytes - 1 - this.size);
    const last = from < chunk.length ? chunk.indexOf(NEWLINE, from) : -1;
    const lineEnd = last === -1 ? chunk.length : last;
    const before = lineEnd === 0 ? -1 : chunk.lastIndexOf(NEWLINE, lineEnd - 1);
    if (before !== -1) this.lineStart = this.size + before + 1;
    const isTooLong = this.size + lineEnd - this.lineStart > MAX_LINE_BYTES;
    const taken = last === -1 ? chunk.length : last + 1;
    this.append(chunk.subarray(0, taken));
    if (isTooLong) {
      if (this.lineStart > 0) blocks.push(this.cut(this.lineStart));
      this.position += this.size;
      this.forget();
      if (last === -1) this.isSkipping = true;
      else blocks.push({ bytes: null, end: this.position });
    } else if (last !== -1) blocks.push(this.cut(this.size));
    return chunk.subarray(taken);
  }

  private skip(chunk: Buffer, blocks: CutBlock[]): Buffer {
    const last = chunk.indexOf(NEWLINE);
    const taken = last === -1 ? chunk.length : last + 1;
    this.position += taken;
    this.isSkipping = last === -1;
    if (last !== -1) blocks.push({ bytes: null, end: this.position });
    return chunk.subarray(taken);
  }

  private emptyBlock(): Uint8Array<ArrayBuffer> {
    return new Uint8Array(this.memory.take(2 * this.blockBytes));
  }

  private append(bytes: Uint8Array): void {
    const size = this.size + bytes.length;
    if (size > this.block.length) {
      const larger = new Uint8Array(this.memory.take(Math.max(size, 2 * this.block.length)));
      larger.set(this.block.subarray(0, this.size));
      this.memory.give(this.block.buffer);
      this.block = larger;
    }
    this.block.set(bytes, this.size);
    this.size = size;
  }

  /** Hands over the first bytes of what was gathered, and goes on with the rest. */
  private cut(length: number): CutBlock {
    const whole = this.block;
    const rest = whole.subarray(length, this.size);
    this.block = this.emptyBlock();
    this.forget();
    this.append(rest);
    this.position += length;
    return { bytes: whole.subarray(0, length), end: this.position };
  }

  private forget(): void {
    this.size = 0;
    this.lineStart = 0;
  }
}
