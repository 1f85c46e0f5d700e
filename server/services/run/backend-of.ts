import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import type { JobRun } from "@/server/services/job/job-runner";
import { wishOf } from "@/server/services/run/end-of";
import { runPath } from "@/server/storage/home";
import { readNonce } from "@/server/training/attempt-nonce";
import { findBackend, type Backend } from "@/server/training/backends";
import { requestStop } from "@/server/training/reconcile";
import { latestAttempt, readExitCode } from "@/server/training/run-files";
import { errorFields, log } from "@/server/telemetry/log";

const POLL_MS = 1_000;

/** What is placed on a backend: a run, or an evaluation. */
interface Placed {
  readonly id: string;
  readonly backend: string;
  readonly bundleSha256: string | null;
  readonly unreachable: boolean;
}

/**
 * Where a run is placed. Of a run that may be going on there already, a slip in backends.json says nothing: it is unreachable
 * until the file is right again. One that is cancelled
 * meanwhile is asked to stop by its files, and is not taken for cancelled before its backend can be asked whether it has.
 * @throws StudioError of `findBackend` for a run that has no bundle yet; whatever the signal throws once the job is stopped.
 */
export async function backendOf(
  { ctx, signal }: Pick<JobRun, "ctx" | "signal">,
  run: Placed,
  writeUnreachable: (unreachable: boolean) => Promise<void>,
): Promise<Backend> {
  let complaint = "";
  for (;;) {
    try {
      const backend = await findBackend(run.backend, ctx.home);
      // Back to what whoever writes down the state of the run takes it to be.
      if (complaint !== "") await writeUnreachable(run.unreachable);
      return backend;
    } catch (error) {
      if (!(error instanceof StudioError) || run.bundleSha256 === null) throw error;
      if (error.message !== complaint)
        log("warn", "a run is out of reach", { run: run.id, ...errorFields(error) });
      complaint = error.message;
      await writeUnreachable(true);
    }
    await delay(POLL_MS);
    if (signal.aborted && !(await mayGoOn(runPath(run.id, ctx.home), signal))) signal.throwIfAborted();
  }
}

/** Whether a run that is cancelled may have an attempt that lives, which is then asked to stop. */
async function mayGoOn(runDirectory: string, signal: AbortSignal): Promise<boolean> {
  if (wishOf(signal, true) !== "cancel") return false;
  const number = await latestAttempt(runDirectory);
  if (number === 0 || (await readNonce({ runDirectory, number })) === null) return false;
  if ((await readExitCode(runDirectory, number)) !== null) return false;
  await requestStop(runDirectory, number, "cancel");
  return true;
}
