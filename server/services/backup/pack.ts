import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { pack as packTar, type Pack } from "tar-stream";
import { OWNER_ONLY, type BackupEntry } from "@/server/services/backup/archive";
import { nullIfGone } from "@/server/services/backup/gone";

export interface Source {
  readonly name: string;
  readonly file: string;
}

/** A tar archive that is being written to a file. */
export interface Packing {
  /** Adds files as they are when they are opened; none of them when one is gone by then. */
  readonly addWhole: (files: readonly Source[]) => Promise<BackupEntry[]>;
  readonly addText: (name: string, text: string) => void;
  /** Resolves when all bytes are on the disk. */
  readonly end: () => Promise<void>;
  readonly abandon: () => Promise<void>;
}

export function packInto(target: string): Packing {
  const tar = packTar();
  const written = pipeline(tar, createWriteStream(target, { mode: OWNER_ONLY, flush: true }));
  written.catch(() => undefined);
  return {
    addWhole: async (files) => {
      const opened: Opened[] = [];
      try {
        if (!(await openAll(files, opened))) return [];
        const entries: BackupEntry[] = [];
        for (const { name, handle } of opened) {
          const entry = await Promise.race([copy(tar, name, handle), written.then(() => null)]);
          if (entry !== null) entries.push(entry);
        }
        return entries;
      } finally {
        await Promise.all(opened.map(({ handle }) => handle.close()));
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

interface Opened {
  readonly name: string;
  readonly handle: FileHandle;
}

/** Opens all files, so that none can be lost any more. @returns whether none is gone, nor was removed while others were opened */
async function openAll(files: readonly Source[], opened: Opened[]): Promise<boolean> {
  for (const { name, file } of files) {
    const handle = await open(file).catch(nullIfGone);
    if (handle === null) return false;
    opened.push({ name, handle });
  }
  const stats = await Promise.all(opened.map(({ handle }) => handle.stat()));
  return stats.every(({ nlink }) => nlink > 0);
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
