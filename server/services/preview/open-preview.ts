import { open } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { parseInput } from "@/server/services/parse-input";
import type { Context } from "@/server/services/context";
import { corpusPath } from "@/server/storage/home";

/** Nothing but these names reaches the file system. */
export const previewInput = z.object({
  fingerprint: z.string().regex(/^[0-9a-f]{64}$/, "not a fingerprint"),
  file: z.enum(["values.arrow", "ranks.arrow"]),
});

export interface PreviewFile {
  readonly bytes: number;
  readonly stream: ReadableStream<Uint8Array>;
}

const CHUNK_BYTES = 1 << 20;

/** A score table for the browser, read as it is sent. @throws StudioError `invalid-input`, `not-found` */
export async function openPreview({
  ctx,
  input,
}: {
  ctx: Pick<Context, "home">;
  input: Record<keyof z.input<typeof previewInput>, string>;
}): Promise<PreviewFile> {
  const { fingerprint, file } = parseInput(previewInput, input);
  const handle = await open(path.join(corpusPath(fingerprint, ctx.home), "preview", file), "r").catch(
    () => null,
  );
  if (handle === null) {
    throw new StudioError(
      "not-found",
      `Corpus ${fingerprint.slice(0, 12)} has no ${file} here.`,
      "Import the corpus again.",
    );
  }
  const { size } = await handle.stat();
  let position = 0;
  const stream = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { bytesRead, buffer } = await handle.read(
          new Uint8Array(CHUNK_BYTES),
          0,
          CHUNK_BYTES,
          position,
        );
        position += bytesRead;
        if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
        await handle.close();
        controller.close();
      },
      cancel: () => handle.close(),
    },
    { highWaterMark: 1 },
  );
  return { bytes: size, stream };
}
