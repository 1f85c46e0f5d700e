import { StudioError } from "@/core/errors";
import { createContext } from "@/server/api/context";
import { toTrpcError } from "@/server/api/errors";
import { openPreview, type previewInput } from "@/server/services/preview/open-preview";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { z } from "zod";

/** The fingerprint names the content, so a browser need never ask again. */
const HEADERS = {
  "Content-Type": "application/vnd.apache.arrow.stream",
  "Cache-Control": "private, max-age=31536000, immutable",
};

/** Answers /api/preview/<fingerprint>/<file>; `X-Bytes` carries the length, as the framework drops Content-Length. */
export async function answerPreview(
  params: Record<keyof z.input<typeof previewInput>, string>,
): Promise<Response> {
  try {
    const { stream, bytes } = await openPreview({ ctx: createContext(), input: params });
    return new Response(stream, { headers: { ...HEADERS, "X-Bytes": String(bytes) } });
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const { code, message, way } = error;
    return Response.json({ code, message, way }, { status: getHTTPStatusCodeFromError(toTrpcError(error)) });
  }
}
