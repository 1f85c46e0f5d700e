import { access } from "node:fs/promises";
import path from "node:path";
import { STARTED } from "@/server/training/attempt-script";
import type { Attempt, Observation } from "@/server/training/launcher";
import type { LifeSigns } from "@/server/training/life-signs";
import { attemptPath, readResult } from "@/server/training/run-files";

/** A job that its cluster forgot is given up when its files have not changed for this long; heartbeats come every 5 s. */
export const FORGOTTEN_MS = 120_000;

/** Neither a queue that lost its state nor an answer older than the job says that nothing runs; the result of the run does. */
export async function observeForgotten(
  signs: LifeSigns,
  attempt: Attempt,
  forgottenMs: number,
): Promise<Observation> {
  if ((await signs.quietMs(attempt)) > forgottenMs) return { kind: "gone" };
  if ((await readResult(attempt.runDirectory)) !== null) return { kind: "gone" };
  return { kind: (await hasStarted(attempt)) ? "running" : "queued" };
}

/** Whether the script of an attempt has begun to train. */
export const hasStarted = ({ runDirectory, number }: Attempt): Promise<boolean> =>
  access(path.join(attemptPath(runDirectory, number), STARTED)).then(
    () => true,
    () => false,
  );
