import { describe, expect, it } from "vitest";
import { countText, workShare, workText } from "@/components/corpus/browse/listing-status.prepare";

const SEARCHING = { phase: "searching", done: 14, total: 32, found: 1204 } as const;
const SORTING = { phase: "sorting", done: 65_536, total: 1_000_000, found: 1_000_000 } as const;

describe("a listing that is being made", () => {
  it("says what is done of what, and what was found", () => {
    expect(workText(SEARCHING)).toBe("searched 14 of 32 parts, 1,204 found");
    expect(workText(SORTING)).toBe("sorted 65,536 of 1,000,000 documents");
    expect(workText(null)).toBeNull();
  });
  it("knows its share once the whole is known", () => {
    expect(workShare(SEARCHING)).toBe(14 / 32);
    expect(workShare({ ...SEARCHING, done: 0, total: 0 })).toBeNull();
    expect(workShare(null)).toBeNull();
  });
});

it("counts n of N", () => {
  expect(countText(12, 4081)).toBe("12 of 4,081 documents");
  expect(countText(1, 1)).toBe("1 of 1 document");
});
