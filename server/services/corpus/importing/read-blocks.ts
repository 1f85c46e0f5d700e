import { BrokenSource } from "@/server/services/corpus/importing/broken-source";
import { BlockCutter, type CutBlock } from "@/server/services/corpus/importing/block-cutter";
import { MAX_LINE_SIZE } from "@/server/services/corpus/importing/max-line-bytes";
import { SpareMemory } from "@/server/services/corpus/importing/spare-memory";
import { readChunks } from "@/server/services/corpus/importing/read-chunks";

/** Bytes of a block: enough to be worth a message to another thread, and few enough for short lines to be many. */
export const BLOCK_BYTES = 256 * 1024;

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * A piece of a line file: whole lines, or one line that cannot be read. `end` is where the next block begins, counted
 * after unzipping; null where nothing can be read any more.
 */
export type Block =
  | { readonly bytes: Uint8Array<ArrayBuffer>; readonly end: number }
  | { readonly refused: string; readonly end: number | null };

export interface ReadBlocks {
  /** `end` of the block to go on behind. */
  readonly from?: number;
  readonly blockBytes?: number;
  /** Where the memory of blocks comes from; who has read a block may give it back. */
  readonly memory?: SpareMemory;
  readonly onBytes?: (bytes: number) => void;
}

/**
 * The blocks of a line file, unzipped where its name says so, in order; a byte order mark at its start is dropped.
 * A compressed file that breaks off gives the lines before the one that is cut, then why it cannot be read further.
 */
export async function* readBlocks(
  file: string,
  {
    from = 0,
    blockBytes = BLOCK_BYTES,
    memory = new SpareMemory(0),
    onBytes = () => undefined,
  }: ReadBlocks = {},
): AsyncGenerator<Block> {
  const cutter = new BlockCutter(blockBytes, from, memory);
  let isStart = from === 0;
  const given = function* (cut: readonly CutBlock[]): Generator<Block> {
    for (const { bytes, end } of cut) {
      if (bytes === null) yield { refused: TOO_LONG, end };
      else yield { bytes: isStart ? withoutMark(bytes) : bytes, end };
      isStart = false;
    }
  };
  try {
    for await (const chunk of readChunks(file, from, onBytes)) yield* given(cutter.push(chunk));
  } catch (error) {
    if (!(error instanceof BrokenSource)) throw error;
    yield* given(cutter.breakOff());
    yield { refused: `cannot be read from here on: ${error.message}`, end: null };
    return;
  }
  yield* given(cutter.end());
}

const TOO_LONG = `line is longer than ${MAX_LINE_SIZE}`;

const withoutMark = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  BYTE_ORDER_MARK.equals(bytes.subarray(0, BYTE_ORDER_MARK.length))
    ? bytes.subarray(BYTE_ORDER_MARK.length)
    : bytes;

const NEWLINE = 0x0a;

/** The lines of a block without their line feeds, valid as long as it. */
export function* linesOf(block: Uint8Array): Generator<Buffer> {
  const bytes = Buffer.from(block.buffer, block.byteOffset, block.byteLength);
  for (let start = 0; start < bytes.length;) {
    const found = bytes.indexOf(NEWLINE, start);
    const end = found === -1 ? bytes.length : found;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}
