import { StudioError } from "@/core/errors";

const FULL = new Set(["ENOSPC", "EDQUOT", "EFBIG"]);

/** What to tell of a write that failed: a full disk in words, anything else as it is. */
export function diskFault(error: unknown, home: string): unknown {
  const isFull = error instanceof Error && "code" in error && FULL.has(String(error.code));
  if (!isFull) return error;
  return new StudioError(
    "unavailable",
    `The disk of ${home} is full.`,
    "Free some space there, then go on: what has arrived is kept.",
  );
}
