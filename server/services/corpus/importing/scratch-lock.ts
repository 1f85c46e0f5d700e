import { StudioError } from "@/core/errors";
import { withProcessLock } from "@/server/storage/process-lock";

/** A process that lost its lease, or is being stopped, needs a moment to let go. */
const PATIENCE_MS = 30_000;

/**
 * Runs `work` as the only one that works in a scratch folder.
 * @throws StudioError `conflict` when another keeps it
 */
export const withScratchLock = <T>(file: string, work: () => Promise<T>): Promise<T> =>
  withProcessLock(file, { patienceMs: PATIENCE_MS, busy }, work);

const busy = (): StudioError =>
  new StudioError(
    "conflict",
    "The same import is running in another process.",
    "Wait until it has finished, or stop it.",
  );
