import { open, type FileHandle } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { PARTS_FOLDER } from "@/server/services/corpus/corpus-info";
import { noiseFolders } from "@/server/services/corpus/noise-folder";
import { parseInput } from "@/server/services/parse-input";
import { corpusPath } from "@/server/storage/home";

/** Nothing but these names reaches the file system. */
export const scorePartInput = z.object({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "not a fingerprint"),
  /** `<sha256>.arrow` */
  file: z.string().regex(/^[0-9a-f]{64}\.arrow$/, "not the name of a score part"),
});

export interface ScorePartFile {
  readonly sha256: string;
  readonly bytes: number;
  /** Opens the file when it is read; must be read or cancelled. */
  readonly stream: ReadableStream<Uint8Array>;
}

const CHUNK_BYTES = 1 << 20;

/** A part of the score table for the browser, read as it is sent. @throws StudioError `invalid-input`, `not-found` */
export async function openScorePart({
  ctx,
  input,
}: {
  ctx: Pick<Context, "db" | "home" | "workspaceId">;
  input: z.input<typeof scorePartInput>;
}): Promise<ScorePartFile> {
  const { fingerprint, file } = parseInput(scorePartInput, input);
  const isKnown = await ctx.db.corpusVersion.count({ where: { fingerprint, workspaceId: ctx.workspaceId } });
  const folders = [
    path.join(corpusPath(fingerprint, ctx.home), PARTS_FOLDER),
    ...(await noiseFolders(fingerprint, ctx.home)),
  ];
  const handle = isKnown === 0 ? null : await openFirst(file, folders);
  if (handle === null) {
    throw new StudioError(
      "not-found",
      `Corpus ${fingerprint.slice(0, 12)} has no score part ${file.slice(0, 12)} here.`,
      "Reload the page; if it is gone for good, import the corpus again.",
    );
  }
  const { size } = await handle.stat();
  let position = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const chunk = new Uint8Array(CHUNK_BYTES);
        const { bytesRead, buffer } = await handle.read(chunk, 0, CHUNK_BYTES, position);
        position += bytesRead;
        if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
        await handle.close();
        controller.close();
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 1 },
  );
  return { sha256: file.slice(0, 64), bytes: size, stream };
}

/** The file in the first of the folders that has it. */
async function openFirst(file: string, folders: readonly string[]): Promise<FileHandle | null> {
  for (const folder of folders) {
    const handle = await open(path.join(folder, file), "r").catch(() => null);
    if (handle !== null) return handle;
  }
  return null;
}
