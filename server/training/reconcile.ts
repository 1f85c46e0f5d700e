import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import type { RunState } from "@/core/run-states";
import type { RunCurves } from "@/core/training-events";
import { readNonce } from "@/server/training/attempt-nonce";
import { EXIT, mayRetry, endedInVain, type AttemptTrace } from "@/server/training/attempt-outcome";
import {
  BackendUnreachable,
  type Attempt,
  type Launcher,
  type Observation,
} from "@/server/training/launcher";
import { RunHistory } from "@/server/training/run-history";
import { attemptPath, latestAttempt, readResult, STOP_REQUESTED } from "@/server/training/run-files";
import { errorFields, log } from "@/server/telemetry/log";
import { isStorageFault, passesByItself } from "@/server/training/storage-fault";

const POLL_MS = 500;
/** How long a backend that refused what it has taken before is left alone. */
const REFUSED_MS = 30_000;
/** A cancelled attempt may use this long to write its checkpoint. */
const CANCEL_GRACE_MS = 30_000;
/** How often an attempt that has used up its grace is ended again, should it still live. */
const FORCE_AGAIN_MS = 5_000;
/** The trainer gives a sign of life at least every 5 s. */
const STALLED_MS = 60_000;

/** `shutdown`: stop at a checkpoint and go on later; `cancel`: stop for good; `leave`: another reconciler has taken over. */
export type StopWish = "shutdown" | "cancel" | "leave";

/** Where a reconciler writes down what it sees; each call may come again after a restart. */
export interface RunRecorder {
  attemptStarted(number: number): Promise<void>;
  observed(seen: {
    readonly state: RunState;
    readonly unreachable: boolean;
    readonly curves: RunCurves;
  }): Promise<void>;
  attemptEnded(trace: AttemptTrace, firstStep: number): Promise<void>;
  /** Nothing could be seen: how the run stood is left as it is. */
  outOfReach(): Promise<void>;
  stopWish(): Promise<StopWish | null>;
}

export type RunEnd =
  | { readonly kind: "succeeded" | "cancelled" | "preempted" | "left" }
  | { readonly kind: "failed"; readonly code: number | null; readonly message: string };

export interface Reconciliation {
  readonly runId: string;
  readonly runDirectory: string;
  readonly processes: number;
  readonly launcher: Launcher;
  readonly recorder: RunRecorder;
}

/**
 * Brings a run whose bundle is staged to its end, whatever an earlier reconciler left: finds the living attempt and
 * watches it, or judges the last one and submits the next. Ends `preempted` and `left` only on such a wish. Storage or a
 * database that fails for a while says nothing of a trainer that may live: all is looked at anew until it can be.
 */
export async function reconcile(run: Reconciliation): Promise<RunEnd> {
  for (let told = ""; ;) {
    try {
      return await follow(run);
    } catch (error) {
      if (!passesByItself(error)) throw error;
      if (error.message !== told)
        log("warn", "a run is out of reach", { run: run.runId, ...errorFields(error) });
      told = error.message;
      if (await isToBeLeft(run.recorder)) return { kind: "left" };
    }
    await delay(POLL_MS);
  }
}

/** Writes that the run is out of reach, as far as that can be written; a studio that ends does not wait until it is not. */
async function isToBeLeft(recorder: RunRecorder): Promise<boolean> {
  try {
    const wish = await recorder.stopWish();
    if (wish === "leave" || wish === "shutdown") return true;
    await recorder.outOfReach();
  } catch (error) {
    if (!passesByItself(error)) throw error;
  }
  return false;
}

async function follow(run: Reconciliation): Promise<RunEnd> {
  const { launcher, recorder, runDirectory } = run;
  const history = new RunHistory(runDirectory);
  await history.advance();
  const traces: AttemptTrace[] = [];
  for (let number = 1; ; number += 1) {
    if (number > (await launcher.find(runDirectory))) {
      const end = await submitNext(run, number, traces, history);
      if (end !== null) return end;
    }
    await recorder.attemptStarted(number);
    const superseded = number < (await latestAttempt(runDirectory));
    const { wish, exitCode } = superseded
      ? OVER
      : await watch(run, { runId: run.runId, runDirectory, number }, history);
    if (wish === "leave") return { kind: "left" };
    const trace = await history.trace(number, exitCode);
    traces.push(trace);
    await recorder.attemptEnded(trace, history.firstStep(number));
    if (superseded) continue;
    await recorder.observed({ state: settledState(trace), unreachable: false, curves: history.curves });
    if (trace.outcome.kind === "succeeded") return { kind: "succeeded" };
    if (wish !== null) return { kind: END_OF_WISH[wish] };
  }
}

/** An attempt that another has followed was judged by whoever submitted that one; what the run still writes is not its. */
const OVER: WatchEnd = { wish: null, exitCode: null };

const END_OF_WISH = { cancel: "cancelled", shutdown: "preempted", leave: "left" } as const;

/** Submits an attempt, however long its backend gives no answer; returns why none was, null when it was. */
async function submitNext(
  run: Reconciliation,
  number: number,
  traces: readonly AttemptTrace[],
  history: RunHistory,
): Promise<RunEnd | null> {
  const { launcher, recorder, runDirectory } = run;
  let dueAt = 0;
  for (;;) {
    const end = await endBefore(run, traces);
    // What a submission without an answer may have left must neither start any more nor go on.
    if (end?.kind === "cancelled" && (await latestAttempt(runDirectory)) === number) {
      await requestStop(runDirectory, number, "cancel");
      await cancelled(launcher, { ...run, number }, false);
    }
    if (end !== null) return end;
    if (performance.now() >= dueAt) {
      const mayTrain = traces.length > 0 || (await readNonce({ runDirectory, number })) !== null;
      const waitMs = await submitted(run, number, mayTrain);
      if (waitMs === null) return null;
      dueAt = performance.now() + waitMs;
      await recorder.observed({ state: "queued", unreachable: true, curves: history.curves });
    }
    await delay(POLL_MS);
  }
}

/**
 * Null when the attempt was submitted, else in how many milliseconds to try again. A cluster that has trained the run before, or
 * may train this attempt since a submission whose answer was lost, refuses for a reason that passes or is mended there: what the
 * run has learned is not given up for it. Nor is what waits given up for a way to the cluster that an admin has to prepare
 * anew, such as a token that has expired.
 * @throws StudioError when the backend refuses the first submission of the first attempt, or this machine any.
 */
async function submitted(
  { launcher, ...run }: Reconciliation,
  number: number,
  mayTrain: boolean,
): Promise<number | null> {
  try {
    await launcher.check();
    await launcher.submit({ ...run, number });
    return null;
  } catch (error) {
    if (error instanceof BackendUnreachable) return POLL_MS;
    if (!(error instanceof StudioError && launcher.outlivesStudio)) throw error;
    if (!mayTrain && error.code !== "not-ready") throw error;
    log("warn", "an attempt has to wait", { run: run.runId, attempt: number, ...errorFields(error) });
    return REFUSED_MS;
  }
}

/** Writes into the folder of an attempt that it is to stop. */
export async function requestStop(runDirectory: string, number: number, wish: StopWish): Promise<void> {
  await mkdir(attemptPath(runDirectory, number), { recursive: true });
  await writeFile(path.join(attemptPath(runDirectory, number), STOP_REQUESTED), wish);
}

const ENDED_IN_VAIN: RunEnd = {
  kind: "failed",
  code: EXIT.preempted,
  message:
    "Five attempts in a row ended before they wrote a checkpoint. Train it again with a higher time limit, or where it is not pre-empted.",
};

/** Why no further attempt is submitted, null when one is. */
async function endBefore(
  { recorder, runDirectory }: Reconciliation,
  traces: readonly AttemptTrace[],
): Promise<RunEnd | null> {
  if ((await readResult(runDirectory)) !== null) return { kind: "succeeded" };
  const wish = await recorder.stopWish();
  if (wish !== null) return { kind: END_OF_WISH[wish] };
  if (endedInVain(traces)) return ENDED_IN_VAIN;
  const last = traces.at(-1)?.outcome;
  return last?.kind === "failed" && !mayRetry(traces) ? last : null;
}

/** Between two attempts a run that goes on is queued again; only the end of the run is a failure. */
const settledState = (trace: AttemptTrace): RunState =>
  trace.outcome.kind === "succeeded" ? "running" : "preempted";

interface WatchEnd {
  /** The wish that ended the attempt, if one did. */
  readonly wish: StopWish | null;
  /** What the launcher knows of how it ended. */
  readonly exitCode: number | null;
}

/** Follows an attempt until none of its processes lives, or until another takes over. */
async function watch(run: Reconciliation, attempt: Attempt, history: RunHistory): Promise<WatchEnd> {
  const { launcher, recorder } = run;
  let obeyed: StopWish | null = null;
  let forceAt = Number.POSITIVE_INFINITY;
  let known: Observation = { kind: "queued" };
  let heardAt = performance.now();
  for (;;) {
    const { observation, heard } = await look(launcher, attempt, history);
    if (heard) heardAt = performance.now();
    if (observation.kind === "exited") return { wish: obeyed, exitCode: observation.exitCode };
    if (observation.kind === "gone") return { wish: obeyed, exitCode: null };
    const wish = await recorder.stopWish();
    if (wish === "leave") return { wish, exitCode: null };
    if (wish !== null && wish !== obeyed) {
      await requestStop(attempt.runDirectory, attempt.number, wish);
      if (await cancelled(launcher, attempt, false)) {
        obeyed = wish;
        if (wish === "cancel") forceAt = performance.now() + CANCEL_GRACE_MS;
      }
    }
    if (performance.now() >= forceAt) {
      await cancelled(launcher, attempt, true);
      forceAt = performance.now() + FORCE_AGAIN_MS;
    }
    const unreachable = observation.kind === "unreachable";
    if (!unreachable) known = observation;
    const quietMs = performance.now() - heardAt;
    const state = wish === "cancel" ? "cancelling" : livingState(known, attempt, history.curves, quietMs);
    await recorder.observed({ state, unreachable, curves: history.curves });
    await delay(POLL_MS);
  }
}

/** Storage that cannot be read for a moment says as little of an attempt as a backend that gives no answer. */
async function look(
  launcher: Launcher,
  attempt: Attempt,
  history: RunHistory,
): Promise<{ readonly observation: Observation; readonly heard: boolean }> {
  try {
    return { observation: await launcher.observe(attempt), heard: await history.advance() };
  } catch (error) {
    if (!isStorageFault(error)) throw error;
    return { observation: { kind: "unreachable", reason: error.message }, heard: false };
  }
}

/** Whether the launcher was told; a backend that gives no answer or refuses is told again. */
async function cancelled(launcher: Launcher, attempt: Attempt, force: boolean): Promise<boolean> {
  try {
    await launcher.cancel(attempt, { force });
    return true;
  } catch (error) {
    if (error instanceof StudioError) return false;
    throw error;
  }
}

/**
 * State of a run whose attempt is alive, from what the launcher and the trainer say. `quietMs`: since anything was last read of
 * the trainer, by the studio's clock alone, as a node's may differ.
 */
export function livingState(
  observation: Observation,
  attempt: Attempt,
  curves: RunCurves,
  quietMs: number,
): RunState {
  if (observation.kind === "queued" && curves.attempt < attempt.number) return "queued";
  if (curves.attempt < attempt.number || curves.lastAt === null) return "starting";
  if (quietMs > STALLED_MS) return "stalled";
  if (curves.state === "starting" || curves.state === null) return "starting";
  return curves.state === "preempted" ? "preempted" : "running";
}
