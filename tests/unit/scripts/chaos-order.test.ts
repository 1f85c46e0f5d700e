import { describe, expect, it } from "vitest";
import { parseEvent, type TrainingEvent } from "@/core/training-events";
import { faultsOfOrder } from "@/scripts/chaos/judge-chaos";

const event = (seq: number, attempt: number, type: string, fields: object = {}): TrainingEvent => {
  const line = { v: 1, seq, attempt, type, run: "r", ts: "2026-11-28T00:00:00Z", ...fields };
  const parsed = parseEvent(JSON.stringify(line));
  if (parsed === null) throw new Error(`${type} is no event`);
  return parsed;
};
const checkpoint = (seq: number, attempt: number, step: number) =>
  event(seq, attempt, "checkpoint", { step, path: `checkpoints/step-${String(step)}` });
const resumed = (seq: number, attempt: number, step: number) =>
  event(seq, attempt, "resumed", { step, tokens: 0 });
const running = (seq: number, attempt: number) =>
  event(seq, attempt, "running", { total_steps: 9, total_tokens: 9, parameters: 9, epochs: 1 });

describe("the order of what trainers tell", () => {
  it("is right where each attempt goes on from the last checkpoint, or from one it had not told of", () => {
    const heartbeat = event(4, 2, "heartbeat", { step: 5 });
    const told = [running(1, 1), checkpoint(2, 1, 5), resumed(3, 2, 5), heartbeat, running(5, 2)];
    expect(faultsOfOrder(told)).toEqual([]);
    expect(faultsOfOrder([running(1, 1), checkpoint(2, 1, 5), resumed(3, 2, 10), running(4, 2)])).toEqual([]);
  });

  it.each([
    [
      "two attempts that take turns",
      [running(1, 1), running(2, 2), checkpoint(3, 1, 5)],
      "event 3 of attempt 1 comes after one of attempt 2",
    ],
    ["a number that comes again", [running(1, 1), checkpoint(1, 1, 5)], "event 1 of attempt 1 comes after 1"],
    [
      "a loss of what a checkpoint held",
      [running(1, 1), checkpoint(2, 1, 10), resumed(3, 2, 5)],
      "event 3 of attempt 2 resumes at 5, before the checkpoint of 10",
    ],
    [
      "a new beginning in spite of a checkpoint",
      [running(1, 1), checkpoint(2, 1, 5), event(3, 2, "heartbeat", { step: 0 }), running(4, 2)],
      "event 4 of attempt 2 begins anew, though there is a checkpoint of step 5",
    ],
  ])("names %s", (_, events, fault) => {
    expect(faultsOfOrder(events)).toEqual([fault]);
  });
});
