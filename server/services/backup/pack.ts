import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { pack as packTar, type Pack } from "tar-stream";
import type { BackupEntry } from "@/server/services/backup/archive";

/** A tar archive that is being written to a file. */
export interface Packing {
  /** Adds a file as it is when it is opened; null when it is gone by then. */
  readonly addFile: (name: string, file: string) => Promise<BackupEntry | null>;
  readonly addText: (name: string, text: string) => void;
  /** Resolves when all bytes are on the disk. */
  readonly end: () => Promise<void>;
  readonly abandon: () => Promise<void>;
}

/** Whoever may read a backup reads everything: the file is its owner's alone. */
const OWNER_ONLY = 0o600;

export function packInto(target: string): Packing {
  const tar = packTar();
  const written = pipeline(tar, createWriteStream(target, { mode: OWNER_ONLY, flush: true }));
  written.catch(() => undefined);
  return {
    addFile: async (name, file) => {
      const handle = await open(file).catch(ifGone);
      if (handle === null) return null;
      try {
        return await Promise.race([copy(tar, name, handle), written.then(() => null)]);
      } finally {
        await handle.close();
      }
    },
    addText: (name, text) => void tar.entry({ name, mode: OWNER_ONLY }, text),
    end: async () => {
      tar.finalize();
      await written;
    },
    abandon: async () => {
      tar.destroy();
      await written.catch(() => undefined);
    },
  };
}

/** As many bytes as the file had when it was opened: one that only grows is whole up to there. */
async function copy(tar: Pack, name: string, handle: FileHandle): Promise<BackupEntry> {
  const { size, mtime } = await handle.stat();
  const hash = createHash("sha256");
  const header = { name, size, mtime, mode: OWNER_ONLY };
  if (size === 0) tar.entry(header, "");
  else {
    const bytes = handle.createReadStream({ start: 0, end: size - 1, autoClose: false });
    await pipeline(
      bytes,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk);
          yield chunk;
        }
      },
      tar.entry(header),
    );
  }
  return { name, bytes: size, sha256: hash.digest("hex") };
}

function ifGone(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
  throw error;
}
