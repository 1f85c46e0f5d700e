import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";

/** A line that holds more bytes is not read into memory. */
export const MAX_LINE_BYTES = 16 * 1024 * 1024;

const CHUNK_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

export interface Line {
  /** Counted from 1. */
  readonly number: number;
  /** Without its line feed; null when longer than `MAX_LINE_BYTES`. Valid until the next batch is asked for. */
  readonly bytes: Buffer | null;
}

/**
 * The lines of a file in batches, one batch a chunk read; a byte order mark at its start is dropped. Memory stays
 * below a chunk and `MAX_LINE_BYTES`. A name that ends in `.gz` is unzipped on the way.
 * @param onBytes told the size of every chunk read from the disk (before unzipping)
 */
export async function* readLines(
  file: string,
  onBytes: (bytes: number) => void = () => undefined,
): AsyncGenerator<readonly Line[]> {
  const raw = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  raw.on("data", (chunk) => onBytes(chunk.length));
  const source = file.endsWith(".gz") ? raw.pipe(createGunzip({ chunkSize: CHUNK_BYTES })) : raw;
  if (source !== raw) raw.on("error", (error) => source.destroy(error));
  const splitter = new LineSplitter();
  try {
    for await (const chunk of source) yield splitter.push(chunk as Buffer);
    yield splitter.end();
  } finally {
    raw.destroy();
  }
}

/** Cuts a stream of bytes at line feeds and keeps what is unfinished, up to `MAX_LINE_BYTES`. */
class LineSplitter {
  private number = 0;
  private pending: Buffer[] = [];
  private pendingBytes = 0;

  push(chunk: Buffer): Line[] {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.keep(chunk.subarray(start, end));
      lines.push(this.finish());
      start = end + 1;
    }
    if (start < chunk.length) this.keep(chunk.subarray(start));
    return lines;
  }

  end(): Line[] {
    return this.pendingBytes === 0 ? [] : [this.finish()];
  }

  private keep(piece: Buffer): void {
    this.pendingBytes += piece.length;
    if (this.pendingBytes > MAX_LINE_BYTES) this.pending = [];
    else this.pending.push(piece);
  }

  private finish(): Line {
    this.number += 1;
    const tooLong = this.pendingBytes > MAX_LINE_BYTES;
    const [only, ...more] = this.pending;
    const bytes = tooLong
      ? null
      : only === undefined
        ? Buffer.alloc(0)
        : more.length === 0
          ? only
          : Buffer.concat(this.pending);
    this.pending = [];
    this.pendingBytes = 0;
    const marked = this.number === 1 && bytes?.subarray(0, 3).equals(BYTE_ORDER_MARK) === true;
    return { number: this.number, bytes: marked ? bytes.subarray(3) : bytes };
  }
}
