import { describe, expect, it } from "vitest";
import { brushChart } from "@/components/charts/brush-chart";
import { brushLabel, prepareRaterBrush, prepareTokensBrush } from "@/components/charts/range-brush.prepare";
import { DISTRIBUTION_BINS } from "@/core/distribution-bins";
import { smallCorpus } from "@/tests/support/small-corpus";

const { statistics } = smallCorpus(
  Array.from({ length: 101 }, (_, at) => ({
    domain: "book",
    tokens: 16 + at,
    scores: { educational_value: at / 10, word_count: 7 },
    argmax: {},
  })),
);

const bins = (value: number): number[] => new Array<number>(DISTRIBUTION_BINS).fill(value);
const LEVELS = { counts: bins(1), all: bins(2) };
const TOKENS = { edges: [16, 24, 32, 48], counts: [1, 2, 0], all: [8, 8, 16] };

describe("the distribution of a rater", () => {
  it("has the bins of the corpus page, between the 1st and the 99th percentile", () => {
    const brush = prepareRaterBrush("Small v1", "educational_value", statistics, undefined, false);
    expect(brush).toMatchObject({
      name: "Educational value",
      shown: null,
      whole: false,
      low: "0",
      high: "10",
    });
    expect(brush?.edges).toHaveLength(DISTRIBUTION_BINS + 1);
    expect(brush?.edges[0]).toBeCloseTo(0.1, 2);
    expect(brush?.edges.at(-1)).toBeCloseTo(9.9, 2);
    expect(brush?.all.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 10);
  });
  it("has what was counted, of the listed documents too once fewer than all are listed", () => {
    expect(prepareRaterBrush("Small v1", "educational_value", statistics, LEVELS, false)).toMatchObject({
      all: bins(2),
      shown: null,
    });
    expect(prepareRaterBrush("Small v1", "educational_value", statistics, LEVELS, true)?.shown).toEqual(
      bins(1),
    );
  });
  it("is nothing to brush for a rater that is off or has one value", () => {
    expect(prepareRaterBrush("Small v1", "fluency", statistics, LEVELS, true)).toBeNull();
    expect(prepareRaterBrush("Small v1", "word_count", statistics, LEVELS, true)).toBeNull();
  });
});

describe("the distribution of tokens", () => {
  it("runs from the shortest to the longest document", () => {
    expect(prepareTokensBrush("Small v1", TOKENS, true)).toEqual({
      of: "Small v1",
      name: "Tokens",
      edges: [16, 24, 32, 48],
      all: [8, 8, 16],
      shown: [1, 2, 0],
      whole: true,
      low: "16",
      high: "47",
    });
  });
  it("waits until it has been counted", () => {
    expect(prepareTokensBrush("Small v1", undefined, false)).toBeNull();
  });
});

it("says in words what is filtered", () => {
  const brush = prepareTokensBrush("Small v1", TOKENS, false);
  if (brush === null) throw new Error("no distribution of tokens");
  expect(brushLabel(brush, null)).toBe("Filter by Tokens: any value, 16 to 47");
  expect(brushLabel(brush, { min: 1000, max: 2500 })).toBe("Filter by Tokens: 1,000 to 2,500");
});

it("is taken along with the documents in each bin, all and listed", () => {
  const brush = prepareTokensBrush("Small v1", TOKENS, true);
  if (brush === null) throw new Error("no distribution of tokens");
  const { names, table } = brushChart(brush);
  expect(names).toEqual(["Small v1", "Tokens"]);
  expect(table.columns.map(({ name, unit }) => [name, unit])).toEqual([
    ["from", undefined],
    ["to", undefined],
    ["all", "documents"],
    ["listed", "documents"],
  ]);
  expect(table.rows).toEqual([
    [16, 24, 8, 1],
    [24, 32, 8, 2],
    [32, 48, 16, 0],
  ]);
});
