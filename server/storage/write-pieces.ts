import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { moveIntoPlace } from "@/server/storage/atomic-file";

/** Writes a file piece by piece; what stands there stays until all of the new is written. @throws `AbortError` once the signal aborts */
export async function writePieces(
  file: string,
  pieces: AsyncIterable<string | Uint8Array>,
  signal: AbortSignal,
): Promise<void> {
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(draft, { flags: "wx", flush: true }), { signal });
    await moveIntoPlace(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
