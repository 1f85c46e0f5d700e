import { studioResponse } from "@/server/api/studio-response";
import { exportDataCard } from "@/server/services/corpus/export-data-card";

/** Answers /api/card/<corpusId>?format=md|croissant&version=N with the card as a download. */
export const answerCard = (request: Request, corpusId: string): Promise<Response> =>
  studioResponse(request, "read", async (ctx) => {
    const query = new URL(request.url).searchParams;
    const version = query.get("version");
    const input = {
      corpusId,
      format: query.get("format") ?? "md",
      ...(version === null ? {} : { number: Number(version) }),
    };
    const { name, mediaType, text } = await exportDataCard({ ctx, input });
    const headers = {
      "Content-Type": `${mediaType}; charset=utf-8`,
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    };
    return new Response(text, { headers });
  });
