import { StudioError } from "@/core/errors";
import { isFull, isGone } from "@/server/db/retry";

/** What to tell of an error that lies outside the studio and passes, null for any other. */
export function outsideFault(error: unknown): StudioError | null {
  if (isGone(error))
    return new StudioError(
      "unavailable",
      "The database does not answer.",
      "Nothing was changed. The studio goes on by itself once it is back; ask again then.",
    );
  if (isFull(error))
    return new StudioError(
      "unavailable",
      "The disk is full; nothing was changed.",
      "Free some space (npm run studio -- clean lists what nothing needs), then ask again.",
    );
  return null;
}
