import { Readable } from "node:stream";
import { studioResponse } from "@/server/api/studio-response";
import { exportAudit, exportAuditInput } from "@/server/services/audit/export";
import { contentDisposition } from "@/server/services/document/export-name";
import { parseInput } from "@/server/services/parse-input";

/** Answers GET /api/audit?format=csv|jsonl, filtered by action= and text=, with a download. */
export const answerAudit = (request: Request): Promise<Response> =>
  studioResponse(request, "read the audit", (ctx) => {
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const input = parseInput(exportAuditInput, asked);
    const { fileName, contentType, pieces } = exportAudit({ ctx, input });
    const stream = Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream;
    const headers = {
      "Content-Type": contentType,
      "Content-Disposition": contentDisposition(fileName),
      "Cache-Control": "no-store",
    };
    return Promise.resolve(new Response(stream, { headers }));
  });
