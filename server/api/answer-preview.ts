import type { z } from "zod";
import { studioResponse } from "@/server/api/studio-response";
import { openScorePart, type scorePartInput } from "@/server/services/preview/open-score-part";

/** The name of a part is the hash of its bytes, so a browser need never ask again. */
const CACHED = "private, max-age=31536000, immutable";

/**
 * Answers /api/preview/<fingerprint>/<sha256>.arrow; 304 to who has it. `X-Bytes` carries the length, as the framework
 * drops Content-Length.
 */
export const answerPreview = (request: Request, params: z.input<typeof scorePartInput>): Promise<Response> =>
  studioResponse(request, "read", async (ctx) => {
    const { stream, bytes, sha256 } = await openScorePart({ ctx, input: params });
    const headers = { ETag: `"${sha256}"`, "Cache-Control": CACHED };
    if (hasTag(request.headers.get("If-None-Match"), `"${sha256}"`)) {
      await stream.cancel();
      return new Response(null, { status: 304, headers });
    }
    return new Response(stream, {
      headers: {
        ...headers,
        "Content-Type": "application/vnd.apache.arrow.stream",
        "X-Bytes": String(bytes),
      },
    });
  });

/** Weak comparison, as RFC 9110 wants it for If-None-Match. */
const hasTag = (header: string | null, tag: string): boolean =>
  header?.split(",").some((part) => [tag, "*"].includes(part.trim().replace(/^W\//, ""))) ?? false;
