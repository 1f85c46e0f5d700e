import { TRPCError } from "@trpc/server";
import { ZodError } from "zod";
import { StudioError, type ErrorCode } from "@/core/errors";
import { inWords } from "@/server/services/parse-input";

/** What a page reads from `error.data.studio`. */
export interface StudioFault {
  readonly code: ErrorCode;
  readonly message: string;
  readonly way: string | null;
}

const TRPC_CODES = {
  "invalid-input": "BAD_REQUEST",
  "not-found": "NOT_FOUND",
  conflict: "CONFLICT",
  "not-ready": "PRECONDITION_FAILED",
  "signed-out": "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  unavailable: "SERVICE_UNAVAILABLE",
  cancelled: "CLIENT_CLOSED_REQUEST",
  corrupt: "INTERNAL_SERVER_ERROR",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

/** The one place where the studio's errors become tRPC's. */
export const toTrpcError = (error: StudioError): TRPCError =>
  new TRPCError({ code: TRPC_CODES[error.code], message: error.message, cause: error });

/** What people are told: a StudioError as it is, a refused input in plain words, nothing of an unexpected error. */
export function toFault(error: TRPCError): StudioFault | null {
  const { cause } = error;
  if (cause instanceof StudioError) return { code: cause.code, message: cause.message, way: cause.way };
  if (cause instanceof ZodError) {
    return {
      code: "invalid-input",
      message: `This cannot be done as asked: ${inWords(cause)}.`,
      way: "Correct the named fields.",
    };
  }
  return null;
}
