import { describe, expect, it } from "vitest";
import { prepareSelected } from "@/components/mixer/selected.prepare";

const exact = (value: number) => ({ value, error: null });
const domain = (error: number | null) => ({
  domain: "c4",
  before: { documents: 10, tokens: 100, share: 1 },
  after: { documents: exact(1), tokens: exact(10), share: { value: 1, error } },
  threshold: null,
});

describe("the figures of the selection", () => {
  it("say that they are exact when all documents were counted", () => {
    const summary = prepareSelected({
      basis: { kind: "exact", documents: 24_102 },
      budgetTokens: 1_250_000,
      documents: exact(1_234),
      tokens: exact(1_234_567),
      fill: 0.9876,
      threshold: 2.314,
      domains: [domain(null)],
    });
    expect(summary).toEqual({
      documents: "1,234",
      documentsError: null,
      tokens: "1.23 M",
      fill: "98.8 %",
      threshold: "≥ 2.31",
      basis: "counted over all 24,102 documents",
      exact: true,
    });
  });

  it("say how large the sample is and the widest error of a share", () => {
    const summary = prepareSelected({
      basis: { kind: "sample", sample: 100_000, documents: 21_412_007 },
      budgetTokens: 30e9,
      documents: { value: 12_400_000, error: 61_000 },
      tokens: { value: 30e9, error: 0 },
      fill: 1,
      threshold: null,
      domains: [domain(0.0021), domain(0.0005)],
    });
    expect(summary.basis).toBe("100,000 of 21,412,007 documents · shares ± 0.2");
    expect(summary.documentsError).toBe("± 61,000");
    expect(summary.threshold).toBe("by domain");
    expect(summary.exact).toBe(false);
  });
});
