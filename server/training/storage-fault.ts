import { StudioError } from "@/core/errors";
import { isBusy, isFull, isGone } from "@/server/db/retry";

/** What storage of a network says when it cannot be asked for a moment; files that are not there say something else. */
const FAULTS = new Set(["EIO", "ESTALE", "ETIMEDOUT", "EHOSTDOWN", "EHOSTUNREACH", "ENOTCONN"]);

export const isStorageFault = (error: unknown): error is Error =>
  error instanceof Error && "code" in error && typeof error.code === "string" && FAULTS.has(error.code);

/** Whether storage, the database or a full disk kept from doing what may succeed later; what the studio itself says is told as it is. */
export const passesByItself = (error: unknown): error is Error =>
  !(error instanceof StudioError) &&
  (isStorageFault(error) || isGone(error) || isBusy(error) || isFull(error));
