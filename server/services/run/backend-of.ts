import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import type { Run } from "@/generated/sqlite/client";
import type { JobRun } from "@/server/services/job/job-runner";
import { writeUnreachable } from "@/server/services/run/record-run";
import { findBackend, type Backend } from "@/server/training/backends";

const POLL_MS = 1_000;

/**
 * Where a run is trained. Of a run that may be training there already, a slip in backends.json says nothing: it is unreachable
 * until the file is right again.
 * @throws StudioError of `findBackend` for a run that has no bundle yet; whatever the signal throws once the job is stopped.
 */
export async function backendOf({ ctx, signal }: Pick<JobRun, "ctx" | "signal">, run: Run): Promise<Backend> {
  let complaint = "";
  for (;;) {
    try {
      const backend = await findBackend(run.backend, ctx.home);
      // Back to what whoever writes down the state of the run takes it to be.
      if (complaint !== "") await writeUnreachable(ctx.db, run.id, run.unreachable);
      return backend;
    } catch (error) {
      if (!(error instanceof StudioError) || run.bundleSha256 === null) throw error;
      if (error.message !== complaint)
        process.stderr.write(`run ${run.id} is out of reach: ${error.message}\n`);
      complaint = error.message;
      await writeUnreachable(ctx.db, run.id, true);
    }
    await delay(POLL_MS, undefined, { signal });
  }
}
