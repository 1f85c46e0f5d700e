import { expect, it } from "vitest";
import { sparklinePath } from "@/components/charts/sparkline.prepare";

it("runs from edge to edge, the highest at the top", () => {
  expect(sparklinePath([4, 2, 0], 10, 20)).toBe("M0.0 0.0L5.0 10.0L10.0 20.0");
});

it("lies in the middle when nothing changes", () => {
  expect(sparklinePath([3, 3], 10, 20)).toBe("M0.0 10.0L10.0 10.0");
});

it("is empty for less than two values", () => {
  expect(sparklinePath([3], 10, 20)).toBe("");
  expect(sparklinePath([3, Number.NaN], 10, 20)).toBe("");
});
