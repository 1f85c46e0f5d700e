import { describe, expect, it } from "vitest";
import { EMPTY_CURVES, type RunCurves } from "@/core/training-events";
import { livingState } from "@/server/training/reconcile";

const attempt = { runId: "r", runDirectory: "/r", number: 2 };
const seen = (changes: Partial<RunCurves>): RunCurves => ({
  ...EMPTY_CURVES,
  attempt: 2,
  state: "running",
  lastAt: "2026-11-24T10:01:00Z",
  ...changes,
});

describe("state of a run whose attempt is alive", () => {
  it("follows what the trainer says", () => {
    expect(livingState({ kind: "queued" }, attempt, seen({ attempt: 1 }), 1_000)).toBe("queued");
    expect(livingState({ kind: "queued" }, attempt, seen({}), 1_000)).toBe("running");
    expect(livingState({ kind: "running" }, attempt, seen({ state: "starting" }), 1_000)).toBe("starting");
    expect(livingState({ kind: "running" }, attempt, seen({}), 1_000)).toBe("running");
  });

  it("does not take an earlier attempt's events for this one's", () => {
    expect(livingState({ kind: "running" }, attempt, seen({ attempt: 1 }), 1_000)).toBe("starting");
  });

  it("is stalled after more than 60 s without a sign of life, and unreachable is no state", () => {
    expect(livingState({ kind: "running" }, attempt, seen({}), 60_000)).toBe("running");
    expect(livingState({ kind: "running" }, attempt, seen({}), 60_001)).toBe("stalled");
    expect(livingState({ kind: "unreachable", reason: "" }, attempt, seen({}), 1_000)).toBe("running");
  });
});
