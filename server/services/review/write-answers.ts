import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { exportAnswers } from "@/server/services/review/export-answers";
import { moveIntoPlace } from "@/server/storage/atomic-file";

interface Writing extends Omit<Parameters<typeof exportAnswers>[0], "signal"> {
  /** A path on this machine; what stands there stays until all of the new is written. */
  readonly file: string;
  readonly signal: AbortSignal;
}

/** Writes all answers of a session to a file. @throws as `exportAnswers`; `AbortError` once the signal aborts */
export async function writeAnswers({ ctx, input, file, signal }: Writing): Promise<void> {
  const { pieces } = await exportAnswers({ ctx, input, signal });
  const draft = `${file}.${randomUUID()}.tmp`;
  try {
    await pipeline(Readable.from(pieces), createWriteStream(draft, { flags: "wx", flush: true }), { signal });
    await moveIntoPlace(draft, file);
  } finally {
    await rm(draft, { force: true });
  }
}
