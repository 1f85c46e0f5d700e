import { describe, expect, it } from "vitest";
import {
  nextToSend,
  readOutbox,
  versionAfter,
  withAnswer,
  withoutChange,
  withRefusal,
  type PendingAnswer,
} from "@/components/review/outbox";

const pending = (change: number, documentId: string, base = 0): PendingAnswer => ({
  change: `00000000-0000-4000-8000-${String(change).padStart(12, "0")}`,
  documentId,
  base,
  answer: { state: "skipped", reason: "why" },
  answeredAt: "2026-11-27T10:00:00.000Z",
  seconds: 3,
  refusal: null,
});

describe("the answers that wait in a browser", () => {
  it("come back from what was kept, and are none where it cannot be read", () => {
    const kept = [pending(1, "a"), pending(2, "b")];
    expect(readOutbox(JSON.stringify(kept))).toEqual(kept);
    for (const text of [null, "", "nonsense", '[{"change":1}]']) expect(readOutbox(text)).toEqual([]);
  });

  it("are sent in the order they were given, past a document whose answer was refused", () => {
    const [first, again, other] = [pending(1, "a"), pending(2, "a", 1), pending(3, "b")];
    const outbox = withAnswer(withAnswer([first], again), other);
    expect(nextToSend(outbox)).toBe(first);
    const refused = withRefusal(outbox, first.change, "no");
    expect(nextToSend(refused)).toBe(other);
    expect(nextToSend(withoutChange(refused, first.change))).toBe(again);
    expect(nextToSend([])).toBeNull();
  });

  it("say on which version the next answer to a document stands", () => {
    const outbox = [pending(1, "a", 2), pending(2, "a", 3), pending(3, "b")];
    expect(versionAfter(outbox, "a", 2)).toBe(4);
    expect(versionAfter(outbox, "b", 0)).toBe(1);
    expect(versionAfter(outbox, "c", 5)).toBe(5);
  });
});
