import { describe, expect, it } from "vitest";
import { prepareRaterMultiples } from "@/components/mixer/rater-multiples.prepare";

const rater = (id: "fluency" | "word_count" | "dsir_math", medianShift: number | null) => ({
  rater: id,
  all: [0.5, 0.5],
  selected: [0.2, 0.8],
  medianShift,
});

describe("the small multiples of the raters", () => {
  it("stand by family, in the order of the families", () => {
    const groups = prepareRaterMultiples([
      rater("fluency", 0),
      rater("dsir_math", 0),
      rater("word_count", 0),
    ]);
    expect(
      groups.map(({ family, multiples }) => [family, multiples.map((multiple) => multiple.rater)]),
    ).toEqual([
      ["natural-language", ["word_count"]],
      ["importance", ["dsir_math"]],
      ["model", ["fluency"]],
    ]);
  });

  it("write the shift of the median in percentile points with its sign", () => {
    const shiftOf = (medianShift: number | null) => {
      const multiple = prepareRaterMultiples([rater("fluency", medianShift)])[0]?.multiples[0];
      return [multiple?.shift, multiple?.tone];
    };
    expect(shiftOf(0.123)).toEqual(["+12", "gained"]);
    expect(shiftOf(-0.2)).toEqual(["−20", "lost"]);
    expect(shiftOf(0.001)).toEqual(["0", "calm"]);
    expect(shiftOf(null)).toEqual([null, "calm"]);
  });

  it("leave out a family without raters", () => {
    expect(prepareRaterMultiples([])).toEqual([]);
  });
});
