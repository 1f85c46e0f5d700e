import { StudioError } from "@/core/errors";
import { createContext } from "@/server/api/context";
import { studioResponse } from "@/server/api/studio-response";
import { storeSlice } from "@/server/services/upload/store-slice";

/** Answers PUT /api/upload/<uploadId>?name=&offset= with the bytes stored of that file. */
export async function answerUpload(request: Request, uploadId: string): Promise<Response> {
  const search = new URL(request.url).searchParams;
  const offset = search.get("offset") ?? "";
  const input = {
    uploadId,
    name: search.get("name") ?? "",
    offset: /^\d+$/.test(offset) ? Number(offset) : Number.NaN,
  };
  return studioResponse(async () => {
    if (request.body === null)
      throw new StudioError("invalid-input", "The slice is empty.", "Send its bytes.");
    return Response.json(await storeSlice({ ctx: createContext(), input, body: request.body }));
  });
}
