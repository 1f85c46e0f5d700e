import { setTimeout as delay } from "node:timers/promises";
import { attemptProcesses } from "./attempt-processes";
import { startStudio, type ChaosWorld } from "./chaos-world";
import { OpenRuns, type ChaosRun } from "./open-runs";
import type { Blow } from "./schedule";
import { strike } from "./strike";

/** How often it is looked at what trains. */
const LOOK_MS = 100;
/** How often somebody looks after the cluster. */
const ADMIN_MS = 5_000;

export interface Played {
  readonly runs: readonly ChaosRun[];
  /** What each blow hit, in words. */
  readonly log: readonly string[];
  readonly trainers: SeenTrainers;
}

export interface SeenTrainers {
  /** Runs of which a trainer was seen alive. */
  readonly seen: ReadonlySet<string>;
  /** Runs of which two trainers lived at once. */
  readonly doubled: ReadonlySet<string>;
}

/**
 * Plays a schedule on a studio with several runs open at any time, and then lets them come to their end in peace. The studio's
 * processes are ended when it returns or throws.
 * @param say told each line of the log as it happens
 */
export async function playChaos(
  world: ChaosWorld,
  blows: readonly Blow[],
  seconds: number,
  say: (line: string) => void,
): Promise<Played> {
  const studio = await startStudio(world);
  const open = new OpenRuns(world, studio.client);
  const began = performance.now();
  const log: string[] = [];
  const note = (line: string): void => {
    const stamped = `${((performance.now() - began) / 1_000).toFixed(1).padStart(6)} s  ${line}`;
    log.push(stamped);
    say(stamped);
  };
  const peace = new AbortController();
  const watching = watchTrainers(peace.signal);
  const administered = administer(world, peace.signal);
  const over = new AbortController();
  const feeding = open.keepFull(began + seconds * 1_000).finally(() => over.abort());
  const struck = blows.map(async (blow) => {
    await delay(blow.atMs);
    note(await strike(blow, { world, studio, open, over: over.signal }));
  });
  try {
    await Promise.all([feeding, ...struck]);
    note("no more blows");
    const waiting = await open.untilEnded();
    note(waiting.length === 0 ? "every run has ended" : `given up: ${waiting.join(", ")}`);
  } finally {
    peace.abort();
    await Promise.all([studio.server.stop(), studio.worker.stop(), administered]);
  }
  return { runs: open.all, log, trainers: await watching };
}

/** Brings back nodes as an admin would; a controller that is down is asked again. */
async function administer({ controller }: ChaosWorld, peace: AbortSignal): Promise<void> {
  while (!peace.aborted) {
    await controller?.bringNodesBack().catch(() => undefined);
    await delay(ADMIN_MS, undefined, { signal: peace }).catch(() => undefined);
  }
}

async function watchTrainers(peace: AbortSignal): Promise<SeenTrainers> {
  const seen = new Set<string>();
  const doubled = new Set<string>();
  while (!peace.aborted) {
    const trainers = (await attemptProcesses()).filter(({ role }) => role === "trainer");
    const runs = trainers.map(({ runId }) => runId);
    for (const [at, runId] of runs.entries()) (runs.indexOf(runId) === at ? seen : doubled).add(runId);
    await delay(LOOK_MS);
  }
  return { seen, doubled };
}
