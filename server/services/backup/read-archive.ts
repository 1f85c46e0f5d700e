import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { StudioError } from "@/core/errors";
import { extract } from "tar-stream";
import {
  backupManifestSchema,
  MANIFEST,
  type BackupEntry,
  type BackupManifest,
} from "@/server/services/backup/archive";

/** A manifest names every file; a larger one is none of ours. */
const MANIFEST_BYTES = 256_000_000;

/**
 * Hands over each entry of a backup but the manifest, in the order they lie in it; what `take` leaves unread is skipped.
 * @returns the text of the manifest, "" when there is none
 * @throws StudioError `corrupt` for a file that is no tar archive of plain files; AbortError once the signal aborts
 */
export async function readArchive(
  file: string,
  signal: AbortSignal,
  take: (name: string, bytes: AsyncIterable<Buffer>) => Promise<void>,
): Promise<string> {
  const archive = extract();
  const source = createReadStream(file, { signal });
  source.once("error", (error) => archive.destroy(error));
  source.pipe(archive);
  let manifest = "";
  try {
    for await (const entry of archive) {
      const { name, type, size = 0 } = entry.header;
      if (type !== "file") throw notWhole(file, `it holds ${name}, which is no plain file`);
      const bytes = entry as AsyncIterable<Buffer>;
      if (name !== MANIFEST) await take(name, bytes);
      else if (size <= MANIFEST_BYTES) manifest = await textOf(bytes);
      entry.resume();
    }
  } catch (error) {
    if (error instanceof StudioError || (error instanceof Error && "code" in error)) throw error;
    throw notWhole(file, "it ends or breaks off in the middle");
  } finally {
    source.destroy();
  }
  return manifest;
}

async function textOf(bytes: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

const notWhole = (file: string, why: string): StudioError =>
  new StudioError(
    "corrupt",
    `${file} is not a whole backup: ${why}.`,
    "Take another backup; nothing was changed.",
  );

/**
 * Reads a whole backup and compares every entry with the manifest's checksums.
 * @throws StudioError `not-found`, or `corrupt` when anything is missing, too much or other than it was written
 */
export async function verifyArchive(file: string, signal: AbortSignal): Promise<BackupManifest> {
  const found = new Map<string, BackupEntry>();
  const text = await readArchive(file, signal, async (name, chunks) => {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of chunks) {
      hash.update(chunk);
      bytes += chunk.length;
    }
    found.set(name, { name, bytes, sha256: hash.digest("hex") });
  }).catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new StudioError("not-found", `There is no file ${file}.`, "Name the file of a backup.");
    throw error;
  });
  const manifest = readManifest(file, text);
  for (const { name, bytes, sha256 } of manifest.entries) {
    const entry = found.get(name);
    if (entry === undefined) throw notWhole(file, `${name} is missing`);
    if (entry.bytes !== bytes || entry.sha256 !== sha256)
      throw notWhole(file, `${name} differs from its checksum`);
    found.delete(name);
  }
  const [surplus] = found.keys();
  if (surplus !== undefined) throw notWhole(file, `${surplus} is not in its list`);
  return manifest;
}

function readManifest(file: string, text: string): BackupManifest {
  if (text === "") throw notWhole(file, `it has no ${MANIFEST}`);
  try {
    return backupManifestSchema.parse(JSON.parse(text));
  } catch {
    throw notWhole(file, `its ${MANIFEST} cannot be read`);
  }
}
