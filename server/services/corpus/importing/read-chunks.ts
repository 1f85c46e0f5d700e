import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { sourceFormat } from "@/core/source-format";
import { gunzip } from "@/server/services/corpus/importing/gunzip";
import { unzstd } from "@/server/services/corpus/importing/unzstd";

const CHUNK_BYTES = 256 * 1024;
/** Zipped bytes that are unzipped at once; they may become a thousand times as many. */
const ZIPPED_BYTES = 32 * 1024;

/**
 * The bytes of a line file, unzipped where its name says so; each piece is good until the next is asked for.
 * @param skip bytes not to give, counted after unzipping
 * @param onBytes told the bytes of the file on the disk as they go by, passed over ones included
 * @throws BrokenSource when a compressed file cannot be read further, once everything before has been given
 */
export async function* readChunks(
  file: string,
  skip: number,
  onBytes: (bytes: number) => void,
): AsyncGenerator<Buffer> {
  const format = sourceFormat(file);
  if (format === "jsonl.gz") yield* without(skip, gunzip(zipped(file, onBytes)));
  else if (format === "jsonl.zst") yield* without(skip, unzstd(zipped(file, onBytes)));
  else yield* plain(file, skip, onBytes);
}

/** Through the same memory again and again. */
async function* plain(file: string, skip: number, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  onBytes(skip);
  const buffer = Buffer.allocUnsafeSlow(CHUNK_BYTES);
  const handle = await open(file);
  try {
    for (let position = skip; ;) {
      const { bytesRead } = await handle.read(buffer, 0, CHUNK_BYTES, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      onBytes(bytesRead);
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function* zipped(file: string, onBytes: (bytes: number) => void): AsyncGenerator<Buffer> {
  const chunks: AsyncIterable<unknown> = createReadStream(file, { highWaterMark: ZIPPED_BYTES });
  for await (const chunk of chunks) {
    if (!Buffer.isBuffer(chunk)) continue;
    onBytes(chunk.length);
    yield chunk;
  }
}

async function* without(bytes: number, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let left = bytes;
  for await (const chunk of chunks) {
    if (left < chunk.length) yield chunk.subarray(left);
    left = Math.max(0, left - chunk.length);
  }
}
