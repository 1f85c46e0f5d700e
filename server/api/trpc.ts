import { initTRPC, type TRPCError } from "@trpc/server";
import superjson from "superjson";
import { StudioError } from "@/core/errors";
import { toFault, toTrpcError } from "@/server/api/errors";
import { log } from "@/server/telemetry/log";
import { metrics } from "@/server/telemetry/metrics";
import { requestId } from "@/server/telemetry/request-scope";
import type { Context } from "@/server/services/context";

/** Names the line of the log that says what. */
const unexpectedText = (): string =>
  `Something went wrong in the studio; its terminal shows what${requestId() === null ? "" : ` (request ${requestId() ?? ""})`}.`;

const t = initTRPC.context<Context>().create({
  transformer: superjson,
  errorFormatter({ shape, error }) {
    const studio = toFault(error);
    const unexpected = studio === null && error.code === "INTERNAL_SERVER_ERROR";
    const message = studio?.message ?? (unexpected ? unexpectedText() : shape.message);
    const { code, httpStatus, path } = shape.data;
    return { ...shape, message, data: { code, httpStatus, path, studio } };
  },
  sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 20_000 } },
});

const outcomeOf = (error: TRPCError): string => toFault(error)?.code ?? error.code;

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** Every procedure is measured; StudioErrors become tRPC's in one place (errors.ts). */
export const procedure = t.procedure.use(async ({ next, path }) => {
  const end = metrics().requests.startTimer({ procedure: path });
  const result = await next();
  const outcome = result.ok ? "ok" : outcomeOf(result.error);
  const seconds = end({ outcome });
  log("info", "procedure", { procedure: path, outcome, ms: Math.round(seconds * 1000) });
  if (!result.ok && result.error.cause instanceof StudioError) throw toTrpcError(result.error.cause);
  return result;
});
