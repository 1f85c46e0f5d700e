import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import { StudioError } from "@/core/errors";
import type { Verb } from "@/core/access";
import type { RequestContext } from "@/server/api/context";
import { toFault, toTrpcError } from "@/server/api/errors";
import { whileAllowed } from "@/server/api/while-allowed";
import { authorise } from "@/server/services/authorise";

const UNEXPECTED = "Something went wrong in the studio; its terminal shows what.";

const t = initTRPC
  .context<RequestContext>()
  .meta<{ readonly verb: Verb }>()
  .create({
    transformer: superjson,
    errorFormatter({ shape, error }) {
      const studio = toFault(error);
      const unexpected = studio === null && error.code === "INTERNAL_SERVER_ERROR";
      const message = studio?.message ?? (unexpected ? UNEXPECTED : shape.message);
      const { code, httpStatus, path } = shape.data;
      return { ...shape, message, data: { code, httpStatus, path, studio } };
    },
    sse: { ping: { enabled: true, intervalMs: 5_000 }, client: { reconnectAfterInactivityMs: 20_000 } },
  });

export const router = t.router;
export const createCallerFactory = t.createCallerFactory;

/** StudioErrors become tRPC's in one place (errors.ts). */
const plain = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof StudioError) throw toTrpcError(result.error.cause);
  return result;
});

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
