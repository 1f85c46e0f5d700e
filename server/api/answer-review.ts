import { createContext } from "@/server/api/context";
import { studioResponse } from "@/server/api/studio-response";
import { exportAnswers } from "@/server/services/review/export-answers";

/** Answers /api/review/<sessionId> with all answers of the session as JSONL; ?approved with what was settled only. */
export const answerReview = (sessionId: string, query: URLSearchParams): Promise<Response> =>
  studioResponse(async () => {
    const input = { id: sessionId, approved: query.has("approved") };
    const { name, text } = await exportAnswers({ ctx: createContext(), input });
    const headers = {
      "Content-Type": "application/x-ndjson; charset=utf-8",
      "Content-Disposition": `attachment; filename="${name}"`,
      "Cache-Control": "no-store",
    };
    return new Response(text, { headers });
  });
