import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { createContext, type RequestContext } from "@/server/api/context";
import { toFault, toTrpcError } from "@/server/api/errors";
import { appRouter } from "@/server/api/root";
import { StudioError } from "@/core/errors";

const contextOf = ({ headers }: Request): Promise<RequestContext> =>
  createContext(headers).catch((error: unknown) => {
    throw error instanceof StudioError ? toTrpcError(error) : error;
  });

/** Answers a request to /api/trpc; unexpected errors go to the server's terminal, never to the page. */
export const answerTrpc = (request: Request): Promise<Response> =>
  fetchRequestHandler({
    endpoint: "/api/trpc",
    req: request,
    router: appRouter,
    createContext: () => contextOf(request),
    // A question that is too long for an address comes as POST.
    allowMethodOverride: true,
    onError({ error, path }) {
      if (toFault(error) !== null || error.code !== "INTERNAL_SERVER_ERROR") return;
      process.stderr.write(`${path ?? "?"}: ${error.cause?.stack ?? error.stack ?? error.message}\n`);
    },
  });
