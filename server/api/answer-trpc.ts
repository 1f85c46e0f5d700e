import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext, type RequestContext } from "@/server/api/context";
import { toFault, toTrpcError } from "@/server/api/errors";
import { appRouter } from "@/server/api/root";
import { outsideFault } from "@/server/services/outside-fault";
import { errorFields, log } from "@/server/telemetry/log";
import { metrics } from "@/server/telemetry/metrics";
import { inRequest } from "@/server/telemetry/request-scope";
import { StudioError } from "@/core/errors";

const contextOf = ({ headers }: Request): Promise<RequestContext> =>
  createContext(headers).catch((error: unknown) => {
    const fault = error instanceof StudioError ? error : outsideFault(error);
    throw fault === null ? error : toTrpcError(fault);
  });

/** Answers a request to /api/trpc; unexpected errors go to the server's log, never to the page. */
export const answerTrpc = (request: Request): Promise<Response> =>
  inRequest(request, () =>
    fetchRequestHandler({
      endpoint: "/api/trpc",
      req: request,
      router: appRouter,
      createContext: () => contextOf(request),
      // A question that is too long for an address comes as POST.
      allowMethodOverride: true,
      onError({ error, path }) {
        if (toFault(error) !== null || error.code !== "INTERNAL_SERVER_ERROR") return;
        metrics().unexpected.inc();
        log("error", "a procedure failed", { procedure: path ?? null, ...errorFields(error.cause ?? error) });
      },
    }),
  );
