import { expect, it } from "vitest";
import { exportCurves } from "@/components/charts/export-curves";

it("gives every point of every curve, also those that the picture leaves out", () => {
  const train = Array.from({ length: 1000 }, (_, x) => ({ x, y: x / 10 }));
  const { table } = exportCurves({
    title: "Loss",
    names: ["run", "Loss"],
    xName: "step",
    yName: "nats",
    format: String,
    curves: [
      { id: "a", label: "training", colour: "red", points: train },
      {
        id: "b",
        label: "validation",
        colour: "blue",
        points: [
          { x: 2, y: 7 },
          { x: 1000, y: null },
        ],
      },
    ],
  });
  expect(table.columns).toEqual([
    { name: "step" },
    { name: "training", unit: "nats" },
    { name: "validation", unit: "nats" },
  ]);
  expect(table.rows).toHaveLength(1001);
  expect(table.rows[2]).toEqual([2, 0.2, 7]);
  expect(table.rows.at(-1)).toEqual([1000, null, null]);
});
