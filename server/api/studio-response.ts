import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { Verb } from "@/core/access";
import { StudioError } from "@/core/errors";
import { createContext, type RequestContext } from "@/server/api/context";
import { toTrpcError } from "@/server/api/errors";
import { authorise } from "@/server/services/authorise";

/** The answer of a route beside tRPC to whoever may do what it does; a StudioError becomes its status and `{code, message, way}`. */
export const studioResponse = (
  { headers }: Request,
  verb: Verb,
  answer: (ctx: RequestContext) => Promise<Response>,
): Promise<Response> =>
  openResponse(async () => {
    const ctx = await createContext(headers);
    authorise(ctx, verb);
    return answer(ctx);
  });

/** The answer of a route that anybody may ask. */
export async function openResponse(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    const { code, message, way } = error;
    return Response.json({ code, message, way }, { status: getHTTPStatusCodeFromError(toTrpcError(error)) });
  }
}
