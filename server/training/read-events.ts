import { open } from "node:fs/promises";
import { parseEvent, type TrainingEvent } from "@/core/training-events";
import { isNotFound } from "@/server/training/run-files";

const NEWLINE = 10;
/** Read at once, in bytes, so that others have their turn; a longer file takes several calls. */
const CHUNK = 256 * 1024;

export interface EventPage {
  readonly events: readonly TrainingEvent[];
  /** Byte offset behind the last whole line read: where the next call goes on. */
  readonly offset: number;
}

/**
 * Events of the whole lines from a byte offset on, at most 256 KiB of them unless one line is longer. A last line without its newline is still being
 * written, or was torn and will be cut by the next attempt: it is left for later. No file reads as an empty one.
 */
export async function readEvents(file: string, offset: number): Promise<EventPage> {
  try {
    const handle = await open(file, "r");
    try {
      const { size } = await handle.stat();
      if (size <= offset) return { events: [], offset };
      for (let most = CHUNK; ; most *= 2) {
        const buffer = Buffer.alloc(Math.min(most, size - offset));
        const { bytesRead } = await handle.read({ buffer, position: offset });
        const end = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
        if (end === 0 && most < size - offset) continue;
        const lines = buffer.toString("utf8", 0, end).split("\n");
        return { events: lines.flatMap((line) => parseEvent(line) ?? []), offset: offset + end };
      }
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (isNotFound(error)) return { events: [], offset };
    throw error;
  }
}
