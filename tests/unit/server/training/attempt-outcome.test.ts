import { describe, expect, it } from "vitest";
import type { TrainingEvent } from "@/core/training-events";
import {
  attemptOutcome,
  mayRetry,
  endedInVain,
  type AttemptTrace,
  type Outcome,
} from "@/server/training/attempt-outcome";

const head = (attempt: number) => ({ v: 1 as const, seq: 9, ts: "2026-11-24T10:00:00Z", run: "r", attempt });
const failedEvent = (attempt: number): TrainingEvent => ({
  ...head(attempt),
  type: "failed",
  code: 1,
  message: "out of memory",
});
const preemptedEvent: TrainingEvent = { ...head(1), type: "preempted", step: 8 };
const result = {
  v: 1 as const,
  run: "r",
  attempt: 1,
  status: "succeeded" as const,
  step: 8,
  tokens: 800,
  loss: 5,
  validation_loss: 5,
  model: "model",
  seconds: 3,
};

const failed = (code: number | null): Outcome => ({ kind: "failed", code, message: "" });
const traces = (...attempts: readonly (readonly [Outcome, boolean])[]): AttemptTrace[] =>
  attempts.map(([outcome, advanced], position) => ({
    number: position + 1,
    outcome,
    advanced,
    stopRequested: false,
  }));

describe("attempt outcome", () => {
  it("believes result.json before a terminal event and an exit code", () => {
    const outcome = attemptOutcome({
      attempt: 1,
      result,
      terminal: failedEvent(1),
      exitCode: 137,
      stopRequested: false,
    });
    expect(outcome).toEqual({ kind: "succeeded" });
  });

  it("believes the terminal event before the exit code", () => {
    const outcome = attemptOutcome({
      attempt: 1,
      result: null,
      terminal: preemptedEvent,
      exitCode: 1,
      stopRequested: false,
    });
    expect(outcome).toEqual({ kind: "preempted" });
  });

  it("does not take the terminal event of an earlier attempt for its own", () => {
    const outcome = attemptOutcome({
      attempt: 2,
      result: null,
      terminal: failedEvent(1),
      exitCode: 137,
      stopRequested: false,
    });
    expect(outcome).toEqual({ kind: "failed", code: 137, message: "The attempt was ended by signal 9." });
  });

  it("takes an attempt the studio stopped before its first checkpoint for pre-empted", () => {
    const outcome = attemptOutcome({
      attempt: 1,
      result: null,
      terminal: null,
      exitCode: 143,
      stopRequested: true,
    });
    expect(outcome).toEqual({ kind: "preempted" });
  });

  it("says so when nobody left a word", () => {
    const outcome = attemptOutcome({
      attempt: 1,
      result: null,
      terminal: null,
      exitCode: null,
      stopRequested: false,
    });
    expect(outcome).toMatchObject({ kind: "failed", code: null });
  });
});

describe("retry policy", () => {
  it.each([65, 66, 78])("never repeats exit code %i", (code) => {
    expect(mayRetry(traces([failed(code), true]))).toBe(false);
  });

  it("repeats a pre-emption however often", () => {
    expect(
      mayRetry(traces(...Array.from({ length: 40 }, () => [{ kind: "preempted" }, false] as const))),
    ).toBe(true);
  });

  it("has had enough of five attempts in a row without a checkpoint that nobody asked to stop", () => {
    const preempted = (count: number, advanced = false): AttemptTrace[] =>
      traces(...Array.from({ length: count }, () => [{ kind: "preempted" }, advanced] as const));
    expect(endedInVain(preempted(4))).toBe(false);
    expect(endedInVain(preempted(5))).toBe(true);
    expect(endedInVain([...preempted(3, true), ...preempted(5)])).toBe(true);
    expect(endedInVain([...preempted(3), ...preempted(1, true), ...preempted(4)])).toBe(false);
    expect(endedInVain([...preempted(3), ...traces([failed(137), false], [failed(null), false])])).toBe(true);
    expect(endedInVain([...preempted(3), ...traces([failed(137), true]), ...preempted(4)])).toBe(false);
    expect(endedInVain(preempted(5).map((trace) => ({ ...trace, stopRequested: true })))).toBe(false);
  });

  it("forgives one failure without a new checkpoint, not two in a row", () => {
    expect(mayRetry(traces([failed(137), false]))).toBe(true);
    expect(mayRetry(traces([failed(137), true], [failed(137), false]))).toBe(true);
    expect(mayRetry(traces([failed(137), false], [failed(1), false]))).toBe(false);
  });

  it("takes an attempt that vanished with its node for no failure of the training", () => {
    expect(mayRetry(traces([failed(137), false], [failed(null), false]))).toBe(true);
    expect(mayRetry(traces([failed(null), false], [failed(137), false]))).toBe(true);
    expect(mayRetry(traces([failed(null), false], [failed(137), false], [failed(1), false]))).toBe(false);
  });

  it("goes on as long as checkpoints advance", () => {
    expect(mayRetry(traces(...Array.from({ length: 40 }, () => [failed(137), true] as const)))).toBe(true);
  });
});
