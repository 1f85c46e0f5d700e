import { studioResponse } from "@/server/api/studio-response";
import { openRejects, openRejectsInput } from "@/server/services/corpus/open-rejects";
import { contentDisposition } from "@/server/services/document/export-name";
import { parseInput } from "@/server/services/parse-input";

/** Answers GET /api/rejects/<id of a version or of a failed import>?format=jsonl|csv with a download. */
export const answerRejects = (request: Request, id: string): Promise<Response> =>
  studioResponse(request, "read", async (ctx) => {
    const format = new URL(request.url).searchParams.get("format") ?? undefined;
    const input = parseInput(openRejectsInput, { id, format });
    const { fileName, contentType, stream } = await openRejects({ ctx, input });
    return new Response(stream, {
      headers: {
        "Content-Type": contentType,
        "Content-Disposition": contentDisposition(fileName),
        "Cache-Control": "no-store",
      },
    });
  });
