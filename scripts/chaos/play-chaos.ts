import { setTimeout as delay } from "node:timers/promises";
import { isEnded } from "@/core/run-states";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";
import { attemptProcesses, killAtOnce } from "./attempt-processes";
import { startStudio, surely, type ChaosWorld, type RunningStudio } from "./chaos-world";
import { OpenRuns, type ChaosRun } from "./open-runs";
import type { Blow } from "./schedule";

/** How often it is looked at what trains. */
const LOOK_MS = 100;

export interface Played {
  readonly runs: readonly ChaosRun[];
  /** What each blow hit, in words. */
  readonly log: readonly string[];
  /** Runs of which two trainers lived at once. */
  readonly doubled: ReadonlySet<string>;
}

/**
 * Plays a schedule on a studio with several runs open at any time, and then lets them come to their end in peace. The studio's
 * processes are ended when it returns.
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
  const feeding = open.keepFull(began + seconds * 1_000);
  for (const blow of blows) {
    await delay(Math.max(0, began + blow.atMs - performance.now()));
    note(await strike(blow, { world, studio, open }));
  }
  await feeding;
  note("no more blows");
  await open.untilEnded();
  note("every run has ended");
  peace.abort();
  const doubled = await watching;
  await Promise.all([studio.server.stop(), studio.worker.stop()]);
  return { runs: open.all, log, doubled };
}

async function watchTrainers(peace: AbortSignal): Promise<ReadonlySet<string>> {
  const doubled = new Set<string>();
  while (!peace.aborted) {
    const trainers = (await attemptProcesses()).filter(({ role }) => role === "trainer");
    const runs = trainers.map(({ runId }) => runId);
    for (const [at, runId] of runs.entries()) if (runs.indexOf(runId) !== at) doubled.add(runId);
    await delay(LOOK_MS);
  }
  return doubled;
}

interface Stage {
  readonly world: ChaosWorld;
  readonly studio: RunningStudio;
  readonly open: OpenRuns;
}

const chosen = <T>(list: readonly T[], choice: number): T | undefined =>
  list[Math.floor(choice * list.length)];

/** Deals a blow; says what it hit. */
async function strike(blow: Blow, stage: Stage): Promise<string> {
  switch (blow.target) {
    case "trainer":
    case "supervisor":
      return strikeAttempt(blow.target, blow, stage);
    case "worker":
    case "server": {
      const pid = stage.studio[blow.target].pid();
      return pid !== null && killAtOnce(pid) ? `${blow.target} killed` : `${blow.target} was down`;
    }
    case "controller":
      return strikeController(blow, stage);
    case "cancel":
      return cancelOne(blow, stage);
  }
}

/**
 * A run of which an attempt was killed before is left alone until it has written another checkpoint: two failures in a row
 * without one end a run, and rightly so. Slurm ends a training whose supervisor is gone.
 */
async function strikeAttempt(
  role: "trainer" | "supervisor",
  { choice }: Blow,
  { world, open }: Stage,
): Promise<string> {
  const living: { pid: number; run: ChaosRun; checkpoint: number }[] = [];
  for (const { pid, runId } of (await attemptProcesses()).filter((one) => one.role === role)) {
    const run = open.all.find(({ id }) => id === runId);
    if (run === undefined || run.spared) continue;
    const checkpoint = (await curvesOf(runPath(runId, world.ctx.home))).checkpoints.at(-1)?.step ?? 0;
    if (checkpoint > run.killedAt) living.push({ pid, run, checkpoint });
  }
  const victim = chosen(living, choice);
  if (victim === undefined || !killAtOnce(victim.pid)) return `no ${role} to kill`;
  victim.run.killedAt = victim.checkpoint;
  return `${role} of ${victim.run.name} killed after its checkpoint of step ${String(victim.checkpoint)}`;
}

async function strikeController({ downMs }: Blow, { world }: Stage): Promise<string> {
  if (world.controller === undefined) return "there is no controller";
  await world.controller.kill();
  await delay(downMs);
  await world.controller.start();
  return `controller killed and started after ${String(downMs)} ms`;
}

async function cancelOne({ choice }: Blow, { open, studio }: Stage): Promise<string> {
  const run = chosen(
    open.all.filter(({ state, spared }) => !isEnded(state) && !spared),
    choice,
  );
  if (run === undefined) return "no run to cancel";
  run.cancelled = true;
  await surely(() => studio.client.run.cancel.mutate({ id: run.id }));
  return `${run.name} cancelled`;
}
