import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { StudioError } from "@/core/errors";
import { SENT_BYTES } from "@/core/review/answer-line";
import type { Context } from "@/server/services/context";
import { importAnswers, type AnswersImported } from "@/server/services/review/import-answers";
import { scratchPath } from "@/server/storage/home";

interface Receiving {
  readonly ctx: Context;
  /** Of the session. */
  readonly id: string;
  readonly body: AsyncIterable<Uint8Array>;
  readonly signal: AbortSignal;
}

/** Reads answers from bytes that arrive. @throws StudioError as `importAnswers`; `invalid-input` for too many bytes */
export async function receiveAnswers({ ctx, id, body, signal }: Receiving): Promise<AnswersImported> {
  const folder = scratchPath(`answers-${randomUUID()}`, ctx.home);
  const file = path.join(folder, "sent");
  await mkdir(folder, { recursive: true });
  try {
    await pipeline(body, limited, createWriteStream(file), { signal });
    return await importAnswers({ ctx, input: { id, file }, signal });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function* limited(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.length;
    if (bytes > SENT_BYTES)
      throw new StudioError(
        "invalid-input",
        `The file has more than ${String(SENT_BYTES)} bytes.`,
        "Send Parquet, which is smaller, or read it from a terminal: npm run studio -- review import.",
      );
    yield piece;
  }
}
