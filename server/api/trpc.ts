import { initTRPC, type TRPCError } from "@trpc/server";
import { StudioError } from "@/core/errors";
import type { Verb } from "@/core/access";
import type { RequestContext } from "@/server/api/context";
import { toFault, toTrpcError } from "@/server/api/errors";
import { transformer } from "@/server/api/transformer";
import { holdsUnstorable, unstorableText } from "@/server/api/unstorable-text";
import { whileAllowed } from "@/server/api/while-allowed";
import { authorise } from "@/server/services/authorise";
import { outsideFault } from "@/server/services/outside-fault";
import { log } from "@/server/telemetry/log";
import { metrics } from "@/server/telemetry/metrics";
import { requestId } from "@/server/telemetry/request-scope";

/** Names the line of the log that says what. */
const unexpectedText = (): string =>
  `Something went wrong in the studio; its terminal shows what${requestId() === null ? "" : ` (request ${requestId() ?? ""})`}.`;

const t = initTRPC
  .context<RequestContext>()
  .meta<{ readonly verb: Verb }>()
  .create({
    transformer,
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

/** Says how long each procedure took and how it ended. */
const measured = t.middleware(async ({ next, path }) => {
  const end = metrics().requests.startTimer({ procedure: path });
  const result = await next();
  const outcome = result.ok ? "ok" : outcomeOf(result.error);
  const seconds = end({ outcome });
  log("info", "procedure", { procedure: path, outcome, ms: Math.round(seconds * 1000) });
  return result;
});

/** StudioErrors become tRPC's in one place (errors.ts), and what lies outside the studio a StudioError. */
const inStudioTerms = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const { cause } = result.error;
  const fault = cause instanceof StudioError ? cause : outsideFault(cause);
  if (fault !== null) throw toTrpcError(fault);
  return result;
});

/** No text comes in that one of the databases could neither keep nor look for. */
const storable = t.middleware(async ({ next, getRawInput }) => {
  if (holdsUnstorable(await getRawInput())) throw unstorableText();
  return next();
});

const plain = t.procedure.use(measured).use(inStudioTerms).use(storable);

/** The only way to a procedure: it says what it does, and answers only who may do that. */
export const procedure = (verb: Verb) =>
  plain.meta({ verb }).use(async ({ ctx, next, type }) => {
    authorise(ctx, verb);
    const result = await next();
    const { stillMay } = ctx;
    return type === "subscription" && stillMay !== undefined
      ? whileAllowed(result, () => stillMay(verb))
      : result;
  });
