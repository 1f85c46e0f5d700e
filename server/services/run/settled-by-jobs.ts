import { isEnded } from "@/core/run-states";
import type { DbTransaction } from "@/server/db/client";
import type { Run } from "@/generated/sqlite/client";
import { trainJobKey } from "@/server/services/run/run-config";
import type { RunSummary } from "@/server/services/run/run-summary";
import { settledByJob } from "@/server/services/run/to-run-summary";

/** How the open ones of some runs stand whose jobs will not run again, by id of the run. */
export async function settledByJobs(
  { db }: { readonly db: DbTransaction },
  runs: readonly Pick<Run, "id" | "state">[],
): Promise<ReadonlyMap<string, Pick<RunSummary, "state" | "failure">>> {
  const open = runs.filter(({ state }) => !isEnded(state));
  const jobs = await db.job.findMany({ where: { key: { in: open.map(({ id }) => trainJobKey(id)) } } });
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  return new Map(
    open.flatMap((run) => {
      const settled = settledByJob(run, byKey.get(trainJobKey(run.id)) ?? null);
      return settled === null ? [] : [[run.id, settled] as const];
    }),
  );
}
