import { StudioError } from "@/core/errors";
import { withProcessLock } from "@/server/storage/process-lock";

/**
 * Runs `work` as the only one that prepares the training environment.
 * @throws StudioError `conflict` while another process does
 */
export const withSetupLock = <T>(file: string, work: () => Promise<T>): Promise<T> =>
  withProcessLock(file, { patienceMs: 0, busy }, work);

const busy = (): StudioError =>
  new StudioError(
    "conflict",
    "The training environment is being prepared by another process.",
    "Wait until it has finished, then try again.",
  );
