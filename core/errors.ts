/** The closed set of ways a request can fail; `server/api/errors.ts` maps each to a tRPC code in one place. */
export const ERROR_CODES = [
  "invalid-input",
  "not-found",
  "conflict",
  "not-ready",
  "signed-out",
  "forbidden",
  "unavailable",
  "cancelled",
  "corrupt",
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** An error a person can act on: `message` names the thing and the place, `way` names the way out. */
export class StudioError extends Error {
  override readonly name = "StudioError";

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly way: string | null = null,
  ) {
    super(message);
  }
}
