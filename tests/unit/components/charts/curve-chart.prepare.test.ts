import { describe, expect, it } from "vitest";
import { describeCurves, prepareCurves, spread, type Curve } from "@/components/charts/curve-chart.prepare";

const curve = (id: string, points: [number, number | null][]): Curve => ({
  id,
  label: id,
  colour: "grey",
  points: points.map(([x, y]) => ({ x, y })),
});

const train = curve("train", [
  [1, 10],
  [2, 8],
  [3, 7],
]);
const validation = curve("validation", [
  [2, 9],
  [4, 7.5],
]);

describe("prepareCurves", () => {
  it("is nothing when no curve has a point", () => {
    expect(prepareCurves([curve("train", []), curve("validation", [[1, null]])])).toBeNull();
  });

  it("joins the curves by x", () => {
    expect(prepareCurves([train, validation])?.rows).toEqual([
      { x: 1, values: { train: 10 } },
      { x: 2, values: { train: 8, validation: 9 } },
      { x: 3, values: { train: 7 } },
      { x: 4, values: { validation: 7.5 } },
    ]);
  });

  it("reaches to the planned end before a curve does", () => {
    const plot = prepareCurves([train], { xEnd: 128 });
    expect(plot?.xDomain).toEqual([0, 128]);
    expect(plot?.xTicks).toEqual([0, 50, 100]);
  });

  it("ends its y axis on round numbers", () => {
    const plot = prepareCurves([train]);
    expect(plot?.yTicks).toEqual([7, 8, 9, 10]);
    expect(plot?.yDomain).toEqual([7, 10]);
  });

  it("opens a range around curves that are flat", () => {
    expect(prepareCurves([curve("flat", [[1, 5]])])?.yDomain).toEqual([4.4, 5.6]);
  });

  it("names each curve by its last value, moved apart where they meet", () => {
    const labels = prepareCurves([train, curve("twin", [[3, 7]])], { labelHeight: 0.2 })?.labels ?? [];
    expect(labels.map(({ id, value }) => [id, value])).toEqual([
      ["train", 7],
      ["twin", 7],
    ]);
    expect(labels.map(({ at }) => at)).toEqual([0, 0.2]);
  });
});

describe("spread", () => {
  it("leaves positions that are apart", () => {
    expect(spread([0.1, 0.5, 0.9], 0.1)).toEqual([0.1, 0.5, 0.9]);
  });
  it("pushes back from the top", () => {
    expect(spread([0.95, 1], 0.25)).toEqual([0.75, 1]);
  });
});

it("says the curves in words", () => {
  expect(describeCurves([train], (value) => value.toFixed(1), "step")).toBe(
    "train: 10.0 at step 1, 7.0 at step 3, lowest 7.0 at step 3.",
  );
  expect(describeCurves([], String, "step")).toBe("No points yet.");
});
