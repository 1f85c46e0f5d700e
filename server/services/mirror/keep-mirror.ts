import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import type { Context } from "@/server/services/context";
import { RunsMirror } from "@/server/services/mirror/mirror-runs";
import { withProcessLock } from "@/server/storage/process-lock";
import { errorFields, log } from "@/server/telemetry/log";
import { readMlflowSettings, type MlflowSettings } from "@/server/training/mlflow/mlflow-settings";

const PAUSE_MS = 3_000;
/** After MLflow has failed. */
const REST_MS = 15_000;

/**
 * Mirrors runs to MLflow until the signal aborts, as the one process of the studio that does, wherever its settings say at the
 * time. It stands apart from the jobs that train: whatever MLflow does, no run waits for it. It may be killed at any time.
 */
export async function keepMirror(ctx: Context, signal: AbortSignal): Promise<void> {
  const pause = (ms: number): Promise<void> => delay(ms, undefined, { signal }).catch(() => undefined);
  while (!signal.aborted && (await settingsOf(ctx)) === null) await pause(PAUSE_MS);
  while (!signal.aborted) {
    try {
      await withProcessLock(path.join(ctx.home, "mlflow.lock"), { ...RULES, signal }, () =>
        mirrorAll(ctx, signal, pause),
      );
    } catch (error) {
      if (!signal.aborted) complain(error);
    }
    await pause(REST_MS);
  }
}

const RULES = {
  patienceMs: Number.POSITIVE_INFINITY,
  busy: () => new StudioError("unavailable", "Another process mirrors the runs."),
};

async function mirrorAll(
  ctx: Context,
  signal: AbortSignal,
  pause: (ms: number) => Promise<void>,
): Promise<void> {
  let runs: RunsMirror | null = null;
  let known = "";
  while (!signal.aborted) {
    const settings = await settingsOf(ctx);
    if (JSON.stringify(settings) !== known) runs = settings === null ? null : new RunsMirror(ctx, settings);
    known = JSON.stringify(settings);
    await pause((await passed(runs)) ? PAUSE_MS : REST_MS);
  }
}

/** None while they cannot be read; what is wrong with them is told where runs are shown. */
const settingsOf = ({ home }: Context): Promise<MlflowSettings | null> =>
  readMlflowSettings(home).catch(() => null);

/** A database that is away for a while must not end the mirror. */
async function passed(mirror: RunsMirror | null): Promise<boolean> {
  try {
    return mirror === null || (await mirror.pass());
  } catch (error) {
    complain(error);
    return false;
  }
}

function complain(error: unknown): void {
  log("warn", "MLflow has to wait", errorFields(error));
}
