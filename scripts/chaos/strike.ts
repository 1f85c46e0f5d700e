import { setTimeout as delay } from "node:timers/promises";
import { isEnded } from "@/core/run-states";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";
import { attemptProcesses, killAtOnce } from "./attempt-processes";
import { surely, type ChaosWorld, type RunningStudio } from "./chaos-world";
import type { ChaosRun, OpenRuns } from "./open-runs";
import type { Blow } from "./schedule";

/** How often a blow looks for something that it may hit, and for how long: else blows would gather and fall at once. */
const LOOK_MS = 100;
const PATIENCE_MS = 15_000;

export interface Stage {
  readonly world: ChaosWorld;
  readonly studio: RunningStudio;
  readonly open: OpenRuns;
  /** Aborted when the chaos is over: what was not hit by then is left alone. */
  readonly over: AbortSignal;
}

const chosen = <T>(list: readonly T[], choice: number): T | undefined =>
  list[Math.floor(choice * list.length)];

/** Deals a blow; says what it hit. */
export async function strike(blow: Blow, stage: Stage): Promise<string> {
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

/** Waits for a process that may be hit, for trainings need their time to start. */
async function strikeAttempt(
  role: "trainer" | "supervisor",
  { choice }: Blow,
  stage: Stage,
): Promise<string> {
  const giveUpAt = performance.now() + PATIENCE_MS;
  while (!stage.over.aborted && performance.now() < giveUpAt) {
    const victim = chosen(await vulnerable(role, stage), choice);
    if (victim !== undefined && isVulnerable(victim) && killAtOnce(victim.pid)) {
      victim.run.killedAt = victim.checkpoint;
      if (role === "trainer") victim.run.trainerKilled = true;
      return `${role} of ${victim.run.name} killed after its checkpoint of step ${String(victim.checkpoint)}`;
    }
    await delay(LOOK_MS);
  }
  return `no ${role} to kill`;
}

interface Victim {
  readonly pid: number;
  readonly run: ChaosRun;
  /** Step of the last checkpoint of its run. */
  readonly checkpoint: number;
}

/**
 * A run of which an attempt was killed before is left alone until it has written another checkpoint: two failures in a row
 * without one end a run, and rightly so. Slurm ends a training whose supervisor is gone.
 */
async function vulnerable(role: "trainer" | "supervisor", { world, open }: Stage): Promise<Victim[]> {
  const victims: Victim[] = [];
  for (const { pid, runId } of (await attemptProcesses()).filter((one) => one.role === role)) {
    const run = open.all.find(({ id }) => id === runId);
    if (run === undefined || run.spared) continue;
    const checkpoint = (await curvesOf(runPath(runId, world.ctx.home))).checkpoints.at(-1)?.step ?? 0;
    const victim = { pid, run, checkpoint };
    if (isVulnerable(victim)) victims.push(victim);
  }
  return victims;
}

/** Another blow may have hit the run since it was found. */
const isVulnerable = ({ run, checkpoint }: Victim): boolean => checkpoint > run.killedAt;

async function strikeController({ downMs }: Blow, { world }: Stage): Promise<string> {
  if (world.controller === undefined) return "there is no controller";
  if (!(await world.controller.kill())) return "controller was down";
  await delay(downMs);
  await world.controller.start();
  return `controller killed and started after ${String(downMs)} ms`;
}

async function cancelOne({ choice }: Blow, { open, studio }: Stage): Promise<string> {
  const run = chosen(
    open.all.filter(({ state, spared, cancelled }) => !isEnded(state) && !spared && !cancelled),
    choice,
  );
  if (run === undefined) return "no run to cancel";
  run.cancelled = true;
  await surely(() => studio.client.run.cancel.mutate({ id: run.id }));
  return `${run.name} cancelled`;
}
