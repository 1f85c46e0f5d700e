import { NOT_ENDED } from "@/core/run-states";
import type { Evaluation } from "@/generated/sqlite/client";
import type { Db } from "@/server/db/client";
import { retryBusy } from "@/server/db/retry";
import type { RunEnd, RunRecorder, StopWish } from "@/server/training/reconcile";

type Columns = Partial<Pick<Evaluation, "state" | "step" | "unreachable" | "startedAt" | "bundleSha256">>;

/** Writes columns of an evaluation that has not ended. */
export async function writeEvaluation(db: Db, id: string, data: Columns): Promise<void> {
  await retryBusy(() => db.evaluation.updateMany({ where: { id, state: NOT_ENDED }, data }));
}

/** Writes what a reconciler sees into the row of an evaluation, and reads people's wishes from there. */
export function evaluationRecorder(db: Db, of: Evaluation, reasonOf: () => StopWish | null): RunRecorder {
  let written = { state: of.state, step: of.step, unreachable: of.unreachable };
  let startedAt = of.startedAt;
  return {
    stopWish: async () => {
      const reason = reasonOf();
      if (reason !== null) return reason;
      const row = await retryBusy(() =>
        db.evaluation.findUnique({ where: { id: of.id }, select: { cancelRequested: true } }),
      );
      return row?.cancelRequested === true ? "cancel" : null;
    },
    observed: async ({ state, unreachable, curves: { step } }) => {
      if (state === written.state && unreachable === written.unreachable && step === written.step) return;
      if (state === "running") startedAt ??= new Date();
      await writeEvaluation(db, of.id, { state, step, unreachable, startedAt });
      written = { state, step, unreachable };
    },
    outOfReach: async () => {
      if (written.unreachable) return;
      await writeEvaluation(db, of.id, { unreachable: true });
      written = { ...written, unreachable: true };
    },
    // The attempts of an evaluation are told by its folder alone.
    attemptStarted: () => Promise.resolve(),
    attemptEnded: () => Promise.resolve(),
  };
}

/** Writes how an evaluation ended; one that was only left or pre-empted stays open. */
export async function finishEvaluation(
  db: Db,
  id: string,
  end: RunEnd,
  resultsSha256: string | null,
): Promise<void> {
  if (end.kind === "left") return;
  if (end.kind === "preempted") return writeEvaluation(db, id, { state: "preempted" });
  const failure = end.kind === "failed" ? { failure: end.message, failureCode: end.code } : {};
  const ended = { state: end.kind, unreachable: false, finishedAt: new Date(), resultsSha256, ...failure };
  await retryBusy(() => db.evaluation.updateMany({ where: { id, state: NOT_ENDED }, data: ended }));
}
