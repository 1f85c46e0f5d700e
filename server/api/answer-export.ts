import { exportRequestSchema } from "@/core/export-request";
import { StudioError } from "@/core/errors";
import { studioResponse } from "@/server/api/studio-response";
import { exportDocuments } from "@/server/services/document/export";
import { contentDisposition } from "@/server/services/document/export-name";
import { parseInput } from "@/server/services/parse-input";

/** Answers a form whose field `request` is JSON (core/export-request.ts) with a download. */
export const answerExport = (request: Request): Promise<Response> =>
  studioResponse(request, "read", async (ctx) => {
    const input = parseInput(exportRequestSchema, await readRequest(request));
    const { fileName, contentType, stream } = await exportDocuments({ ctx, input, signal: request.signal });
    return new Response(stream, {
      headers: {
        "Content-Type": contentType,
        "Content-Disposition": contentDisposition(fileName),
        "Cache-Control": "no-store",
      },
    });
  });

async function readRequest(request: Request): Promise<unknown> {
  const form = await request.formData().catch(() => null);
  const field = form?.get("request");
  try {
    if (typeof field === "string") return JSON.parse(field);
  } catch {
    // Answered below like a form without the field.
  }
  throw new StudioError(
    "invalid-input",
    "The export cannot be read: the form has no field request with JSON in it.",
    "Export again from Browse.",
  );
}
