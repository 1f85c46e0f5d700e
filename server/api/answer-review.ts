import { Readable } from "node:stream";
import { StudioError } from "@/core/errors";
import { ANSWER_FORMATS } from "@/core/review/answer-line";
import { studioResponse } from "@/server/api/studio-response";
import { contentDisposition } from "@/server/services/document/export-name";
import { exportAnswers } from "@/server/services/review/export-answers";

/** Answers GET /api/review/<sessionId>?format=jsonl|parquet|label-studio with all answers; ?approved with what was settled only. */
export const answerReview = (request: Request, sessionId: string): Promise<Response> =>
  studioResponse(request, "hold a review session", async (ctx) => {
    const query = new URL(request.url).searchParams;
    const wanted = query.get("format") ?? "jsonl";
    const format = ANSWER_FORMATS.find((known) => known === wanted);
    if (format === undefined)
      throw new StudioError(
        "invalid-input",
        `Answers are not exported as "${wanted}".`,
        `Choose one of ${ANSWER_FORMATS.join(", ")}.`,
      );
    const input = { id: sessionId, approved: query.has("approved"), format };
    const { fileName, contentType, pieces } = await exportAnswers({ ctx, input, signal: request.signal });
    return new Response(Readable.toWeb(Readable.from(pieces, { objectMode: false })) as ReadableStream, {
      headers: {
        "Content-Type": contentType,
        "Content-Disposition": contentDisposition(fileName),
        "Cache-Control": "no-store",
      },
    });
  });
