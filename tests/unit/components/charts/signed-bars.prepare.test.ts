import { describe, expect, it } from "vitest";
import { placeBars } from "@/components/charts/signed-bars.prepare";

describe("placeBars", () => {
  it("places bars to either side of one 0, the longest two from end to end", () => {
    expect(placeBars([3, -1, 1, null])).toEqual({
      zero: 0.25,
      bars: [{ left: 0.25, width: 0.75 }, { left: 0, width: 0.25 }, { left: 0.25, width: 0.25 }, null],
    });
  });

  it("begins at the left edge where nothing is below 0, and gives 0 no width", () => {
    expect(placeBars([0.5, 0])).toEqual({
      zero: 0,
      bars: [
        { left: 0, width: 1 },
        { left: 0, width: 0 },
      ],
    });
    expect(placeBars([0]).bars).toEqual([{ left: 0, width: 0 }]);
    expect(placeBars([])).toEqual({ zero: 0, bars: [] });
  });
});
