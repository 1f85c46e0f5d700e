import type { RunCurves } from "@/core/training-events";
import { RunHistory } from "@/server/training/run-history";

/** Runs whose folded events stay in memory, a few MB for the longest: as many as may train at once, for a list asks all. */
const KEPT = 512;

const histories = new Map<string, RunHistory>();

/** Curves of a run as its events say now; only what was written since the last call is read. */
export async function curvesOf(runDirectory: string): Promise<RunCurves> {
  const history = histories.get(runDirectory) ?? new RunHistory(runDirectory);
  histories.delete(runDirectory);
  histories.set(runDirectory, history);
  const [oldest] = histories.keys();
  if (histories.size > KEPT && oldest !== undefined) histories.delete(oldest);
  await history.advance();
  return history.curves;
}
