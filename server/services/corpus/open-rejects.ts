import { createReadStream } from "node:fs";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { findRejects, findRejectsInput } from "@/server/services/corpus/find-rejects";
import { rejectsCsv } from "@/server/services/corpus/rejects-csv";
import { parseInput } from "@/server/services/parse-input";

export const openRejectsInput = findRejectsInput.extend({
  format: z.enum(["jsonl", "csv"]).default("jsonl"),
});

export interface RejectsDownload {
  readonly fileName: string;
  readonly contentType: string;
  readonly stream: ReadableStream<Uint8Array>;
}

const TYPES = { jsonl: "application/x-ndjson; charset=utf-8", csv: "text/csv; charset=utf-8" } as const;

/** All rows an import rejected, to be saved. @throws StudioError `not-found` when there is no such list */
export async function openRejects({
  ctx,
  input,
}: {
  ctx: Pick<Context, "db" | "home" | "workspaceId">;
  input: z.input<typeof openRejectsInput>;
}): Promise<RejectsDownload> {
  const { id, format } = parseInput(openRejectsInput, input);
  const found = await findRejects({ ctx, input: { id } });
  if (found === null)
    throw new StudioError(
      "not-found",
      "This import has no list of rejected rows.",
      "Import again to get one.",
    );
  const lines = createReadStream(found.file);
  return {
    fileName: `rejects-${id.slice(0, 8)}.${format}`,
    contentType: TYPES[format],
    stream: streamOf(format === "csv" ? rejectsCsv(lines) : lines),
  };
}

/** Reads on as the answer is taken, and closes the file when it is no longer wanted. */
function streamOf(source: AsyncIterable<string | Buffer>): ReadableStream<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done === true) controller.close();
      else controller.enqueue(Buffer.from(value));
    },
    cancel: async () => void (await pieces.return?.()),
  });
}
