import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

export interface FileDigest {
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
}

export interface DigestOptions {
  readonly signal?: AbortSignal;
  /** Told how many bytes were read since the last call. */
  readonly onBytes?: (bytes: number) => void;
}

/** Size and sha256 of a file, read as a stream. */
export async function fileDigest(file: string, { signal, onBytes }: DigestOptions = {}): Promise<FileDigest> {
  const hash = createHash("sha256");
  let bytes = 0;
  const count = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      onBytes?.(chunk.length);
      yield chunk;
    }
  };
  await pipeline(createReadStream(file), count, hash, signal === undefined ? {} : { signal });
  return { bytes, sha256: hash.digest("hex") };
}
