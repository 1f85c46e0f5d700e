import { describe, expect, it } from "vitest";
import { prepareScoreHistogram } from "@/components/mixer/score-histogram.prepare";

const SIZE = { width: 100, height: 50 };

describe("the histogram of the score", () => {
  it("draws occupied bins only, the selected part over all", () => {
    const drawing = prepareScoreHistogram(
      { low: 0, high: 8, all: [0, 0, 5, 10, 0, 0, 0, 0], selected: [0, 0, 0, 10, 0, 0, 0, 0] },
      3,
      SIZE,
    );
    expect(drawing).toMatchObject({
      all: "M0 50V25H50V0H100V50Z",
      selected: "M0 50V50H50V0H100V50Z",
      low: 2,
      high: 4,
      thresholdX: 50,
    });
    expect(drawing?.bins[1]).toEqual({ x: 50, width: 50, from: 3, to: 4, all: 10, selected: 10 });
  });

  it("has no threshold where every domain has its own", () => {
    expect(
      prepareScoreHistogram({ low: 0, high: 1, all: [1], selected: [1] }, null, SIZE)?.thresholdX,
    ).toBeNull();
  });

  it("keeps a threshold outside the occupied bins at the edge", () => {
    expect(prepareScoreHistogram({ low: 0, high: 1, all: [1], selected: [1] }, 9, SIZE)?.thresholdX).toBe(
      100,
    );
  });

  it("is nothing when no document has a score", () => {
    expect(prepareScoreHistogram({ low: 0, high: 1, all: [0, 0], selected: [0, 0] }, null, SIZE)).toBeNull();
  });
});
