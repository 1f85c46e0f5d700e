import { describe, expect, it } from "vitest";
import { differenceInWords, runDifferences } from "@/core/run-differences";

const told = (before: object, after: object): string[] =>
  runDifferences({ ...before }, { ...after }).map(differenceInWords);

describe("what two trainings differ in", () => {
  it("is nothing where they have the same settings", () => {
    const settings = { model: "tiny", shape: { layers: 2 }, train: { seed: 1 } };
    expect(told(settings, structuredClone(settings))).toEqual([]);
  });

  it("is told by name, before and after, in the order of the settings", () => {
    expect(
      told(
        { model: "tiny", train: { learningRate: 3e-4, tokenBudget: 131_072, schedule: "cosine", seed: 1 } },
        {
          model: "1.3B",
          train: { learningRate: 1e-4, tokenBudget: 30_000_000_000, schedule: "constant", seed: 1 },
        },
      ),
    ).toEqual([
      "model tiny → 1.3B",
      "learning rate 3e-4 → 1e-4",
      "token budget 131,072 → 30,000,000,000",
      "schedule cosine → constant",
    ]);
  });

  it("knows figures apart that look much the same, and settings that one of them lacks", () => {
    expect(told({ weightDecay: 0.1, compile: false }, { weightDecay: 0.10000001, micro: 4 })).toEqual([
      "weight decay 0.1 → 0.10000001",
      "compile no → none",
      "micro none → 4",
    ]);
  });
});
