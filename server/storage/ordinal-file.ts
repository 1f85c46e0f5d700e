import { createHash } from "node:crypto";
import { readFile, utimes } from "node:fs/promises";
import { writeFileAtomic } from "@/server/storage/atomic-file";

const DIGEST_BYTES = 32;

const bytesOf = (ordinals: Uint32Array): Buffer =>
  Buffer.from(ordinals.buffer, ordinals.byteOffset, ordinals.byteLength);

/** Writes ordinals as little-endian uint32, followed by the sha256 of them. */
export async function writeOrdinals(file: string, ordinals: Uint32Array): Promise<void> {
  const bytes = bytesOf(ordinals);
  const digest = createHash("sha256").update(bytes).digest();
  await writeFileAtomic(file, Buffer.concat([bytes, digest]));
}

/** The ordinals of a file, null when it is not there or not what was written. Marks the file as used now. */
export async function readOrdinals(file: string): Promise<Uint32Array | null> {
  const bytes = await readFile(file).catch(() => null);
  const length = (bytes?.length ?? 0) - DIGEST_BYTES;
  if (bytes === null || length < 0 || length % 4 !== 0) return null;
  const body = bytes.subarray(0, length);
  if (!createHash("sha256").update(body).digest().equals(bytes.subarray(length))) return null;
  const ordinals = new Uint32Array(length / 4);
  bytesOf(ordinals).set(body);
  const now = new Date();
  await utimes(file, now, now).catch(() => undefined);
  return ordinals;
}
