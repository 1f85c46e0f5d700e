import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foldEvents, parseEvent, type TrainingEvent } from "@/core/training-events";

const head = (seq: number, attempt = 1) => ({
  v: 1 as const,
  seq,
  ts: "2026-11-24T10:00:00Z",
  run: "r",
  attempt,
});

const metrics = (seq: number, step: number, loss: number, attempt = 1): TrainingEvent => ({
  ...head(seq, attempt),
  type: "metrics",
  step,
  tokens: step * 100,
  loss,
  lr: 0.001,
  grad_norm: 1,
  tokens_per_second: 1_000,
  mfu: null,
  seconds_left: 10,
});

describe("training events", () => {
  it("reads a line and drops keys it does not know", () => {
    const event = metrics(3, 1, 9.5);
    expect(parseEvent(JSON.stringify({ ...event, colour: "blue" }))).toEqual(event);
  });

  it("ignores a torn line, an unknown type and another version", () => {
    expect(parseEvent('{"v":1,"seq":1,"ts":"20')).toBeNull();
    expect(parseEvent(JSON.stringify({ ...head(1), type: "celebration" }))).toBeNull();
    expect(parseEvent(JSON.stringify({ ...metrics(1, 1, 1), v: 2 }))).toBeNull();
  });

  it("lets the last writer of a step win after a resumption and keeps each step once", () => {
    const curves = foldEvents([
      { ...head(0), type: "starting", device: "cpu", world: 1, torch: "2", transformers: "5" },
      { ...head(1), type: "running", total_steps: 4, total_tokens: 400, parameters: 7, epochs: 0.5 },
      metrics(2, 1, 9),
      metrics(3, 2, 8),
      metrics(4, 3, 7),
      { ...head(5, 2), type: "resumed", step: 1, tokens: 100 },
      metrics(6, 2, 8.5, 2),
      metrics(7, 3, 7.5, 2),
      metrics(8, 4, 6.5, 2),
      { ...head(9, 2), type: "succeeded", step: 4, tokens: 400, loss: 6.5, validation_loss: 6 },
    ]);
    expect(curves.train.map((point) => [point.step, point.loss])).toEqual([
      [1, 9],
      [2, 8.5],
      [3, 7.5],
      [4, 6.5],
    ]);
    expect(curves.resumptions).toEqual([{ attempt: 2, step: 1 }]);
    expect(curves).toMatchObject({
      state: "succeeded",
      step: 4,
      totalSteps: 4,
      attempt: 2,
      lastSeq: 9,
      secondsLeft: 0,
    });
  });

  it("counts the time from the first event of each attempt to its last, whatever lies between them", () => {
    const beat = (seq: number, attempt: number, ts: string): TrainingEvent => ({
      ...head(seq, attempt),
      ...{ ts, type: "heartbeat", step: 1 },
    });
    const first = [
      beat(0, 1, "2026-11-24T10:00:00Z"),
      beat(1, 1, "2026-11-24T10:00:05.500Z"),
      beat(2, 1, "no time"),
      beat(3, 1, "2026-11-24T10:00:04Z"),
      beat(4, 1, "2026-11-24T10:00:06Z"),
    ];
    expect(foldEvents(first).workedMs).toBe(5_500 + 2_000);
    const second = [beat(5, 2, "2026-11-24T22:00:00Z"), beat(6, 2, "2026-11-24T22:00:10Z")];
    expect(foldEvents([...first, ...second]).workedMs).toBe(17_500);
  });

  it("forgets the failure of an attempt once the next one starts", () => {
    const failed = foldEvents([{ ...head(0), type: "failed", code: 1, message: "out of memory" }]);
    expect(failed.failure).toEqual({ code: 1, message: "out of memory" });
    const next = foldEvents(
      [{ ...head(1, 2), type: "starting", device: "cpu", world: 1, torch: "2", transformers: "5" }],
      failed,
    );
    expect(next.failure).toBeNull();
  });

  it("returns the same curves when nothing new came", () => {
    const curves = foldEvents([metrics(0, 1, 9)]);
    expect(foldEvents([metrics(0, 1, 9)], curves)).toBe(curves);
  });

  it("folds the same in one batch, in any cut, and with repeated deliveries", () => {
    const run = fc.array(fc.record({ step: fc.integer({ min: 1, max: 12 }), loss: fc.integer() }), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(run, fc.nat(40), fc.nat(10), (steps, cut, overlap) => {
        const events = steps.map(({ step, loss }, seq) => metrics(seq, step, loss));
        const whole = foldEvents(events);
        const parts = foldEvents(events.slice(Math.max(0, cut - overlap)), foldEvents(events.slice(0, cut)));
        expect(parts).toEqual(whole);
        const last = new Map(steps.map(({ step, loss }) => [step, loss]));
        expect(whole.train.map((point) => [point.step, point.loss])).toEqual(
          [...last].sort(([a], [b]) => a - b),
        );
      }),
    );
  });
});
