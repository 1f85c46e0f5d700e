import { createContext } from "@/server/api/context";
import { studioResponse } from "@/server/api/studio-response";
import { openRejects, openRejectsInput } from "@/server/services/corpus/open-rejects";
import { contentDisposition } from "@/server/services/document/export-name";
import { parseInput } from "@/server/services/parse-input";

/** Answers GET /api/rejects/<id of a version or of a failed import>?format=jsonl|csv with a download. */
export async function answerRejects(request: Request, id: string): Promise<Response> {
  const format = new URL(request.url).searchParams.get("format") ?? undefined;
  return studioResponse(async () => {
    const input = parseInput(openRejectsInput, { id, format });
    const { fileName, contentType, stream } = await openRejects({ ctx: createContext(), input });
    return new Response(stream, {
      headers: {
        "Content-Type": contentType,
        "Content-Disposition": contentDisposition(fileName),
        "Cache-Control": "no-store",
      },
    });
  });
}
