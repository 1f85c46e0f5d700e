import { randomUUID } from "node:crypto";
import { NOT_ENDED, type RunState } from "@/core/run-states";
import type { Run } from "@/generated/sqlite/client";
import type { Db } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";
import type { AttemptTrace } from "@/server/training/attempt-outcome";
import { EXIT } from "@/server/training/attempt-outcome";
import type { RunEnd, RunRecorder, StopWish } from "@/server/training/reconcile";

/** Milliseconds between two writes of a step; a change of state is written at once. */
const STEP_WRITE_MS = 1_000;

export async function writeRunState(db: Db, id: string, state: RunState): Promise<void> {
  await retryBusy(() => db.run.updateMany({ where: { id, state: NOT_ENDED }, data: { state } }));
}

export async function writeUnreachable(db: Db, id: string, unreachable: boolean): Promise<void> {
  await retryBusy(() => db.run.updateMany({ where: { id, state: NOT_ENDED }, data: { unreachable } }));
}

/** Writes what a reconciler sees into the rows of a run and its attempts, and reads people's wishes from there. */
export function runRecorder(db: Db, run: Run, reasonOf: () => StopWish | null): RunRecorder {
  let written = {
    state: run.state,
    step: run.step,
    unreachable: run.unreachable,
    at: Number.NEGATIVE_INFINITY,
  };
  let startedAt = run.startedAt;
  const where = { id: run.id, state: NOT_ENDED };

  const stopWish = async (): Promise<StopWish | null> => {
    const reason = reasonOf();
    if (reason !== null) return reason;
    const row = await retryBusy(() =>
      db.run.findUnique({ where: { id: run.id }, select: { cancelRequested: true } }),
    );
    return row?.cancelRequested === true ? "cancel" : null;
  };

  return {
    stopWish,
    attemptStarted: async (number) => {
      await retryBusy(() =>
        db.attempt.upsert({
          where: { runId_number: { runId: run.id, number } },
          create: {
            id: randomUUID(),
            workspaceId: run.workspaceId,
            createdBy: run.createdBy,
            runId: run.id,
            number,
            state: "running",
          },
          update: {},
        }),
      );
    },
    observed: async ({ state, unreachable, curves }) => {
      const changed = state !== written.state || unreachable !== written.unreachable;
      const stepDue = curves.step !== written.step && performance.now() - written.at >= STEP_WRITE_MS;
      if (!changed && !stepDue) return;
      if (state === "running") startedAt ??= new Date();
      await retryBusy(() =>
        db.run.updateMany({ where, data: { state, unreachable, step: curves.step, startedAt } }),
      );
      written = { state, step: curves.step, unreachable, at: performance.now() };
    },
    outOfReach: async () => {
      if (written.unreachable) return;
      await writeUnreachable(db, run.id, true);
      written = { ...written, unreachable: true };
    },
    attemptEnded: async (trace, firstStep) => {
      const cancelled = trace.outcome.kind === "preempted" && (await stopWish()) === "cancel";
      await retryBusy(() =>
        db.attempt.updateMany({
          where: { runId: run.id, number: trace.number, endedAt: null },
          data: {
            state: cancelled ? "cancelled" : trace.outcome.kind,
            exitCode: exitCodeOf(trace),
            firstStep,
            endedAt: new Date(),
          },
        }),
      );
    },
  };
}

function exitCodeOf({ outcome }: AttemptTrace): number | null {
  if (outcome.kind === "failed") return outcome.code;
  return outcome.kind === "succeeded" ? 0 : EXIT.preempted;
}

/** Writes how a run ended; a run that was only left or pre-empted stays open. */
export async function finishRun(db: Db, id: string, end: RunEnd, step: number): Promise<void> {
  if (end.kind === "left") return;
  if (end.kind === "preempted") return writeRunState(db, id, "preempted");
  const failure = end.kind === "failed" ? { failure: end.message, failureCode: end.code } : {};
  await retryBusy(() =>
    db.run.updateMany({
      where: { id, state: NOT_ENDED },
      data: { state: end.kind, step, unreachable: false, finishedAt: new Date(), ...failure },
    }),
  );
}
