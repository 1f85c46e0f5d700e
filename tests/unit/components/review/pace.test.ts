import { expect, it } from "vitest";
import { paceOf } from "@/components/review/pace.prepare";
import type { MyWork } from "@/server/services/review/my-work";

const answered = (seconds: number | null): MyWork["mine"][number] => ({
  documentId: String(seconds),
  version: 1,
  answer: { state: "answered", values: {}, note: "", spans: [], flagged: false },
  extra: false,
  answeredAt: new Date(0),
  seconds,
});

const work = (mine: MyWork["mine"], part: Partial<MyWork> = {}): MyWork => ({
  ...{ sessionId: "s", session: "", reviewer: "", questions: [{ kind: "keep" }], closed: false },
  ...{ documents: 10, answers: 4, wanted: 20, mine },
  ...part,
});

it("is the median of the documents that were read, and what is left at that pace", () => {
  expect(paceOf(work([]))).toEqual({ done: 0, secondsEach: null, secondsLeft: null });
  expect(paceOf(work([answered(4), answered(20), answered(6), answered(7200)]))).toEqual({
    done: 4,
    secondsEach: 6,
    secondsLeft: 36,
  });
});

it("has nothing left where the others have answered the rest", () => {
  expect(paceOf(work([answered(5)], { answers: 19 })).secondsLeft).toBe(5);
  expect(paceOf(work([answered(5)], { answers: 20 })).secondsLeft).toBe(0);
});
