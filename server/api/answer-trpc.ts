import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext } from "@/server/api/context";
import { toFault } from "@/server/api/errors";
import { appRouter } from "@/server/api/root";
import { errorFields, log } from "@/server/telemetry/log";
import { metrics } from "@/server/telemetry/metrics";
import { inRequest } from "@/server/telemetry/request-scope";

/** Answers a request to /api/trpc; unexpected errors go to the server's log, never to the page. */
export const answerTrpc = (request: Request): Promise<Response> =>
  inRequest(request, () =>
    fetchRequestHandler({
      endpoint: "/api/trpc",
      req: request,
      router: appRouter,
      createContext,
      // A question that is too long for an address comes as POST.
      allowMethodOverride: true,
      onError({ error, path }) {
        if (toFault(error) !== null || error.code !== "INTERNAL_SERVER_ERROR") return;
        metrics().unexpected.inc();
        log("error", "a procedure failed", { procedure: path ?? null, ...errorFields(error.cause ?? error) });
      },
    }),
  );
