import type { z } from "zod";
import { exportRequestSchema, type ExportFormat } from "@/core/export-request";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import type { ExportRow } from "@/server/services/document/export-columns";
import { csvPieces, jsonlPieces } from "@/server/services/document/export-lines";
import { exportFileName } from "@/server/services/document/export-name";
import { parquetPieces } from "@/server/services/document/export-parquet";
import { exportRows } from "@/server/services/document/export-rows";
import { listDocuments } from "@/server/services/document/listing-shelf";
import { parseInput } from "@/server/services/parse-input";

export interface DocumentExport {
  readonly fileName: string;
  readonly contentType: string;
  /** Makes the file as it is read; to cancel it ends the work. */
  readonly stream: ReadableStream<Uint8Array>;
}

const CONTENT_TYPES: Record<ExportFormat, string> = {
  csv: "text/csv; charset=utf-8; header=present",
  jsonl: "application/x-ndjson; charset=utf-8",
  parquet: "application/vnd.apache.parquet",
};

/**
 * The documents of a listing as a file, in its order; searches where the listing needs it.
 * @throws StudioError `invalid-input`, `not-found`, `cancelled`; what fails later fails the stream
 */
export async function exportDocuments({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof exportRequestSchema>;
  signal?: AbortSignal | undefined;
}): Promise<DocumentExport> {
  const { versionId, listing, format, text } = parseInput(exportRequestSchema, input);
  const version = await ctx.db.corpusVersion.findFirst({
    where: { id: versionId, workspaceId: ctx.workspaceId },
    include: { corpus: true },
  });
  if (version === null)
    throw new StudioError(
      "not-found",
      `There is no corpus version ${versionId}.`,
      "Choose a corpus from the list.",
    );
  const corpus = {
    fingerprint: version.fingerprint,
    home: ctx.home,
    documents: Number(version.documents),
  };
  const listed = await listDocuments(corpus, listing, { search: true, signal });
  const left = new AbortController();
  const ended = signal === undefined ? left.signal : AbortSignal.any([left.signal, signal]);
  const rows = exportRows({ corpus, listed, text, signal: ended });
  return {
    fileName: exportFileName({
      corpus: version.corpus.name,
      number: version.number,
      documents: listed?.length ?? corpus.documents,
      of: corpus.documents,
      format,
    }),
    contentType: CONTENT_TYPES[format],
    stream: streamOf(piecesOf(format, rows, { text, home: ctx.home, signal: ended }), left),
  };
}

function piecesOf(
  format: ExportFormat,
  rows: AsyncIterable<ExportRow>,
  { text, home, signal }: { readonly text: boolean; readonly home: string; readonly signal: AbortSignal },
): AsyncGenerator<Uint8Array> {
  if (format === "csv") return csvPieces(rows, text);
  return format === "jsonl" ? jsonlPieces(rows, text) : parquetPieces({ rows, text, home, signal });
}

/** A piece is made when it is asked for. */
const streamOf = (pieces: AsyncGenerator<Uint8Array>, left: AbortController): ReadableStream<Uint8Array> =>
  new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await pieces.next();
        if (done === true) controller.close();
        else controller.enqueue(value);
      },
      async cancel() {
        left.abort();
        await pieces.return(undefined).catch(() => undefined);
      },
    },
    { highWaterMark: 0 },
  );
