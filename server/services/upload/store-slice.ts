import { open, type FileHandle } from "node:fs/promises";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { SLICE_BYTES } from "@/core/upload-limits";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { diskFault } from "@/server/services/upload/disk-fault";
import { readManifest, storedBytes, uploadFolder } from "@/server/services/upload/upload-folder";
import { moveIntoPlace } from "@/server/storage/atomic-file";

export const storeSliceInput = z.strictObject({
  uploadId: z.uuid(),
  name: z.string(),
  /** Where in the file the slice begins: behind what is stored. */
  offset: z.number().int().min(0),
});

interface StoreSlice {
  readonly ctx: Context;
  readonly input: z.input<typeof storeSliceInput>;
  readonly body: AsyncIterable<Uint8Array>;
}

/** Slices that are being written, by file. A newer one takes over: the older one's connection is lost. */
const writing = new Map<string, { readonly abort: AbortController; readonly end: Promise<unknown> }>();

/**
 * Appends a slice to a file of an upload, as it arrives. When the connection breaks what has arrived stays.
 * @returns the bytes stored
 * @throws StudioError `not-found`, `conflict` when the slice does not begin where the file ends, `invalid-input` when it
 * is too long, `unavailable` when the disk is full
 */
export async function storeSlice({ ctx, input, body }: StoreSlice): Promise<{ stored: number }> {
  const { uploadId, name, offset } = parseInput(storeSliceInput, input);
  authorise(ctx, "import a corpus");
  const { files } = await readManifest(ctx.home, uploadId);
  const file = files.find((candidate) => candidate.name === name);
  if (file === undefined)
    throw new StudioError("not-found", `This upload has no file ${name}.`, "Begin it again.");
  const folder = uploadFolder(ctx.home, uploadId);
  return insteadOfOlder(folder.part(name), async (signal) => {
    const stored = await storedBytes(ctx.home, uploadId, name);
    if (stored !== offset)
      throw new StudioError(
        "conflict",
        `${String(stored)} bytes of ${name} are stored; the slice begins at ${String(offset)}.`,
        "Go on from what is stored.",
      );
    if (stored === file.bytes) return { stored };
    const now = await append(
      { part: folder.part(name), offset, most: file.bytes - offset, name },
      body,
      signal,
    ).catch((error: unknown) => {
      throw diskFault(error, ctx.home);
    });
    if (now === file.bytes) await moveIntoPlace(folder.part(name), folder.whole(name));
    return { stored: now };
  });
}

async function insteadOfOlder<T>(file: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const older = writing.get(file);
  older?.abort.abort();
  const abort = new AbortController();
  const turn = (older?.end ?? Promise.resolve()).catch(() => undefined).then(() => work(abort.signal));
  const mine = { abort, end: turn };
  writing.set(file, mine);
  try {
    return await turn;
  } finally {
    if (writing.get(file) === mine) writing.delete(file);
  }
}

interface Target {
  readonly part: string;
  readonly offset: number;
  /** Bytes the file still lacks. */
  readonly most: number;
  readonly name: string;
}

async function append(target: Target, body: AsyncIterable<Uint8Array>, signal: AbortSignal): Promise<number> {
  const handle = await open(target.part, target.offset === 0 ? "w" : "r+");
  try {
    const written = await writeAll(handle, target, body, signal);
    await handle.sync();
    return target.offset + written;
  } finally {
    await handle.close();
  }
}

async function writeAll(
  handle: FileHandle,
  { offset, most, name }: Target,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<number> {
  let written = 0;
  const limit = Math.min(most, SLICE_BYTES);
  for await (const piece of untilAborted(body, signal)) {
    if (written + piece.length > limit) {
      await handle.truncate(offset);
      throw new StudioError(
        "invalid-input",
        `The slice of ${name} at ${String(offset)} is longer than the ${String(limit)} bytes it may have.`,
        "Send it in slices of at most 4 MB, as many bytes as were announced.",
      );
    }
    await handle.write(piece, 0, piece.length, offset + written);
    written += piece.length;
  }
  return written;
}

/** Ends at once when a newer slice takes over, even if the sender has fallen silent. */
async function* untilAborted(
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const pieces = body[Symbol.asyncIterator]();
  const taken = new Promise<never>((_, reject) => {
    const stop = (): void =>
      reject(new StudioError("conflict", "The slice was sent again.", "Go on from what is stored."));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
  });
  taken.catch(() => undefined);
  try {
    for (;;) {
      const { done, value } = await Promise.race([pieces.next().catch(lostConnection), taken]);
      if (done === true) return;
      yield value;
    }
  } finally {
    void pieces.return?.().catch(() => undefined);
  }
}

function lostConnection(): never {
  throw new StudioError(
    "cancelled",
    "The connection broke in the middle of a slice.",
    "Go on from what is stored.",
  );
}
