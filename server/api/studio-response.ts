import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { Verb } from "@/core/access";
import { StudioError } from "@/core/errors";
import { createContext, type RequestContext } from "@/server/api/context";
import { toTrpcError } from "@/server/api/errors";
import { authorise } from "@/server/services/authorise";
import { outsideFault } from "@/server/services/outside-fault";
import { inRequest } from "@/server/telemetry/request-scope";

/** The answer of a route beside tRPC to whoever may do what it does; a StudioError, and what lies outside the studio, becomes its status and `{code, message, way}`. */
export const studioResponse = (
  request: Request,
  verb: Verb,
  answer: (ctx: RequestContext) => Promise<Response>,
): Promise<Response> =>
  inRequest(request, () =>
    openResponse(async () => {
      const ctx = await createContext(request.headers);
      authorise(ctx, verb);
      return answer(ctx);
    }),
  );

/** The answer of a route that anybody may ask. */
export async function openResponse(answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer();
  } catch (error) {
    const fault = error instanceof StudioError ? error : outsideFault(error);
    if (fault === null) throw error;
    const { code, message, way } = fault;
    return Response.json({ code, message, way }, { status: getHTTPStatusCodeFromError(toTrpcError(fault)) });
  }
}
