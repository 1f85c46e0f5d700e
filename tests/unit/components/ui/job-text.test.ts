import { expect, it } from "vitest";
import { jobLine, jobShare, jobTitle } from "@/components/ui/job-text";

const reading = { done: 12_000, total: 30_000, unit: "documents", phase: "reading", rate: 3_000 };

it("says phase, share, amount, rate and time left", () => {
  expect(jobLine(reading)).toBe("reading · 40.0 % · 12,000 of 30,000 documents · 3,000 /s · 6 s left");
});

it("leaves out what is not known", () => {
  expect(jobLine({ ...reading, total: null, rate: null })).toBe("reading · 12,000 documents");
  expect(jobLine(null)).toBe("waiting");
});

it("has a share only when the whole is known", () => {
  expect(jobShare(reading)).toBe(0.4);
  expect(jobShare({ ...reading, total: null })).toBeNull();
  expect(jobShare({ ...reading, done: 40_000 })).toBe(1);
  expect(jobShare(null)).toBeNull();
});

it("names the kinds of jobs, and an unknown kind by itself", () => {
  expect(jobTitle("import-corpus")).toBe("Import of a corpus");
  expect(jobTitle("odd")).toBe("odd");
});
