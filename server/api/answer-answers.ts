import { StudioError } from "@/core/errors";
import { studioResponse } from "@/server/api/studio-response";
import { receiveAnswers } from "@/server/services/review/receive-answers";

/** Answers POST /api/review/<sessionId>, whose body is a file of answers, with what became of them. */
export const answerAnswers = (request: Request, id: string): Promise<Response> =>
  studioResponse(request, "hold a review session", async (ctx) => {
    const { body, signal } = request;
    if (body === null) throw new StudioError("invalid-input", "The file is empty.", "Choose another.");
    return Response.json(await receiveAnswers({ ctx, id, body, signal }));
  });
