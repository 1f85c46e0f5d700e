import { describe, expect, it } from "vitest";
import { mixtureChart } from "@/components/mixer/mixture-chart";
import { raterMultiplesChart } from "@/components/mixer/rater-multiples-chart";
import { scoreChart } from "@/components/mixer/score-chart";
import type { MixtureFigures, PreviewDomain } from "@/core/preview/preview";
import { evenCorpus } from "./corpus-fixture";

const domain = (name: string, before: number, after: number, error: number | null): PreviewDomain => {
  const estimate = { value: 1, error };
  return {
    domain: name,
    before: { documents: 1, tokens: 1, share: before },
    after: { documents: estimate, tokens: estimate, share: { value: after, error } },
    threshold: null,
  };
};

const mixture: MixtureFigures = {
  basis: { kind: "sample", sample: 100, documents: 1000 },
  budgetTokens: 10_000,
  documents: { value: 100, error: 3 },
  tokens: { value: 9000, error: 10 },
  fill: 0.9,
  threshold: 1,
  domains: [domain("book", 0.7, 0.5, 0.01), domain("wikipedia", 0.3, 0.5, 0.01)],
  histogram: { low: 0, high: 4, all: [0, 4, 2, 0], selected: [0, 0, 2, 0] },
};
const data = { names: ["Even v1", "draft"], statistics: evenCorpus(), mixture, raters: [] };

describe("what is taken along from the mixer", () => {
  it("says of every number whether it is counted or estimated", () => {
    const { table, title, names, subtitle } = mixtureChart(data);
    expect(title).toBe("wikipedia gains 20.0, book loses 20.0 points");
    expect(subtitle).toContain("sample of 100 of 1,000 documents");
    expect(names).toEqual(["Even v1", "draft", "Mixture"]);
    expect(table.columns.map(({ unit }) => unit)).toEqual([
      undefined,
      "% of tokens",
      "% of tokens, sample of 100 of 1,000 documents",
      "± percentage points, 95 %",
      "percentage points",
    ]);
    expect(table.rows).toEqual([
      ["book", 70, 50, 1, -20],
      ["wikipedia", 30, 50, 1, 20],
    ]);
  });

  it("has the occupied bins of the score", () => {
    const exact = { ...mixture, basis: { kind: "exact", documents: 1000 } } as const;
    const { table } = scoreChart({ ...data, mixture: exact });
    expect(table.rows).toEqual([
      [1, 2, 4, 0],
      [2, 3, 2, 2],
    ]);
    expect(table.columns[3]).toEqual({ name: "selected", unit: "tokens, exact" });
  });

  it("has each rater's percentiles as shares", () => {
    const raters = [{ rater: "fluency", all: [1, 3], selected: [0, 0], medianShift: null }] as const;
    expect(raterMultiplesChart({ ...data, raters }).table.rows).toEqual([
      ["Fluency", 0, 50, 25, 0],
      ["Fluency", 50, 100, 75, 0],
    ]);
  });
});
