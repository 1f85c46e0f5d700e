import { initTRPC } from "@trpc/server";
import superjson from "superjson";
import { StudioError } from "@/core/errors";
import { toFault, toTrpcError } from "@/server/api/errors";
import type { Context } from "@/server/services/context";

const UNEXPECTED = "Something went wrong in the studio; its terminal shows what.";

const t = initTRPC.context<Context>().create({
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

/** Every procedure: StudioErrors become tRPC's in one place (errors.ts). */
export const procedure = t.procedure.use(async ({ next }) => {
  const result = await next();
  if (!result.ok && result.error.cause instanceof StudioError) throw toTrpcError(result.error.cause);
  return result;
});
