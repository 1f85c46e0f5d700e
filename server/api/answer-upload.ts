import { StudioError } from "@/core/errors";
import { studioResponse } from "@/server/api/studio-response";
import { storeSlice } from "@/server/services/upload/store-slice";

/** Answers PUT /api/upload/<uploadId>?name=&offset= with the bytes stored of that file. */
export const answerUpload = (request: Request, uploadId: string): Promise<Response> =>
  studioResponse(request, "import a corpus", async (ctx) => {
    const search = new URL(request.url).searchParams;
    const offset = search.get("offset") ?? "";
    const input = {
      uploadId,
      name: search.get("name") ?? "",
      offset: /^\d+$/.test(offset) ? Number(offset) : Number.NaN,
    };
    if (request.body === null)
      throw new StudioError("invalid-input", "The slice is empty.", "Send its bytes.");
    return Response.json(await storeSlice({ ctx, input, body: request.body }));
  });
