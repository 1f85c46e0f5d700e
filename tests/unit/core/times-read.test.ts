import { describe, expect, it } from "vitest";
import { timesRead } from "@/core/times-read";

describe("how often a document was read", () => {
  it("is certain after whole passes, and one of two numbers within a pass", () => {
    expect([0, 0.3, 1, 1.4, 2, 3.99, 1_200].map(timesRead)).toEqual([
      "not yet read",
      "read once or not at all",
      "read 1 time",
      "read 1 or 2 times",
      "read 2 times",
      "read 3 or 4 times",
      "read 1,200 times",
    ]);
  });
});
