import { describe, expect, it } from "vitest";
import { foundLines } from "@/server/cli/found-lines";

describe("runs that fit proposes", () => {
  const proposal = { weights: [0.75, 0.25], predicted: 3.1, spread: 0.01, expectedImprovement: 0.02 };
  const lines = (asked: number): string[] =>
    foundLines(
      {
        search: undefined,
        explain: undefined,
        curve: undefined,
        next: [proposal],
        columns: ["quality", "reasoning"],
      },
      asked,
    );

  it("are told one a line", () => {
    expect(lines(1).slice(2)).toEqual([
      "1. loss 3.1000, expected gain 0.0200: quality 75.0 %, reasoning 25.0 %",
    ]);
  });

  it("may be fewer than were asked for, which is said", () => {
    expect(lines(4).at(-1)).toBe(
      "There is room for only 1 that differ; widen the bounds or the radius for more.",
    );
  });
});
