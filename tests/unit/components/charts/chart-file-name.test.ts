import { expect, it } from "vitest";
import { chartFileName } from "@/components/charts/chart-file-name";

it("names a file by what is in it, from the general to the special", () => {
  expect(chartFileName(["Demo corpus v1", "New recipe", "Mixture"], "svg")).toBe(
    "Demo corpus v1, New recipe, Mixture.svg",
  );
});

it("keeps out of a file's name what a system or a shell would take for something else", () => {
  expect(chartFileName(["../../etc", "a\u0000b\n<c>:d", " . "], "csv")).toBe("etc, a b -c--d.csv");
  expect(chartFileName(["..", ""], "png")).toBe("chart.png");
});
