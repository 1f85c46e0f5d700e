import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { StudioError } from "@/core/errors";
import { toTrpcError } from "@/server/api/errors";

/** The answer of a route beside tRPC; a StudioError becomes its status and `{code, message, way}`. */
export async function studioResponse(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const { code, message, way } = error;
    return Response.json({ code, message, way }, { status: getHTTPStatusCodeFromError(toTrpcError(error)) });
  }
}
