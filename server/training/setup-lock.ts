import { StudioError } from "@/core/errors";
import { withProcessLock } from "@/server/storage/process-lock";

/**
 * Runs `work` as the only one that prepares a Python environment.
 * @param name of the environment: "training environment"
 * @throws StudioError `conflict` while another process does
 */
export const withSetupLock = <T>(file: string, name: string, work: () => Promise<T>): Promise<T> =>
  withProcessLock(file, { patienceMs: 0, busy: () => busy(name) }, work);

const busy = (name: string): StudioError =>
  new StudioError(
    "conflict",
    `The ${name} is being prepared by another process.`,
    "Wait until it has finished, then try again.",
  );
