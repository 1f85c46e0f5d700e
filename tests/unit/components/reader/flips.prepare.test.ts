import { describe, expect, it } from "vitest";
import { flipCells, flipsBasis, nearestText, pointsText } from "@/components/reader/flips.prepare";
import type { Flip } from "@/core/selection/flips";

const FLIPS: readonly Flip[] = [
  { rater: "word_count", weight: 0.0423, turnsAt: 0.06 },
  { rater: "fluency", weight: 0, turnsAt: 0.012345 },
  { rater: "dsir_math", weight: 0.0448, turnsAt: null },
];

describe("what would turn a document", () => {
  it("is told in points, with as many decimals as a weight has", () => {
    expect([0, 0.0423, 0.012345, 10.03].map(pointsText)).toEqual(["0.00", "4.23", "1.2345", "1003.00"]);
  });

  it("marks the smallest change, and raters that turn nothing", () => {
    expect([...flipCells(FLIPS, false, "crossings")]).toEqual([
      ["word_count", { text: "6.00", title: "in at 6.00 points instead of 4.23", kind: "turns" }],
      ["fluency", { text: "1.2345", title: "in at 1.2345 points instead of 0.00", kind: "nearest" }],
      ["dsir_math", { text: "never", title: "no weight of it turns the document", kind: "never" }],
    ]);
  });

  it("is one sentence about the nearest", () => {
    expect(nearestText({ isIn: false, top: 10, by: "crossings", flips: FLIPS })).toBe(
      "Fluency at 1.2345 points instead of 0.00 brings it in: the smallest change of one weight.",
    );
    expect(nearestText({ isIn: true, top: 10, by: "crossings", flips: [] })).toBe(
      "No single weight between 0 and 1000.00 points takes the document out.",
    );
  });

  it("claims no more than was tried under bounds and caps", () => {
    expect(nearestText({ isIn: false, top: 10, by: "halving", flips: FLIPS })).toBe(
      "Fluency at 1.2345 points instead of 0.00 brings it in: the smallest change of one weight that was found.",
    );
    expect(nearestText({ isIn: true, top: 10, by: "halving", flips: [] })).toBe(
      "No single weight that was tried between 0 and 1000.00 points takes the document out.",
    );
    expect(flipCells(FLIPS, false, "halving").get("dsir_math")).toEqual({
      text: "none",
      title: "no weight of it that was tried turns the document",
      kind: "never",
    });
    expect(flipsBasis({ top: 10, by: "halving" })).toContain(
      "A weight nearer still may turn it and turn it back.",
    );
  });
});
