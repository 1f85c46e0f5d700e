import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import type { JobRun } from "@/server/services/job/job-runner";
import { findBackend, type Backend } from "@/server/training/backends";

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
 * until the file is right again.
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
        process.stderr.write(`run ${run.id} is out of reach: ${error.message}\n`);
      complaint = error.message;
      await writeUnreachable(true);
    }
    await delay(POLL_MS, undefined, { signal });
  }
}
