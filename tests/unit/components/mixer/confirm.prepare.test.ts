import { describe, expect, it } from "vitest";
import { prepareComparison } from "@/components/mixer/confirm.prepare";

const exactFigures = {
  documents: 120,
  tokens: 1000,
  budgetTokens: 1010,
  fill: 1000 / 1010,
  threshold: 2.5,
  domains: [
    {
      domain: "book",
      before: { documents: 1, tokens: 1 },
      after: { documents: 20, tokens: 600 },
      threshold: null,
    },
    {
      domain: "wikipedia",
      before: { documents: 1, tokens: 1 },
      after: { documents: 100, tokens: 400 },
      threshold: null,
    },
  ],
};

const estimate = (value: number, error: number | null) => ({ value, error });
const domainOf = (domain: string, share: number, error: number | null) => ({
  domain,
  before: { documents: 1, tokens: 1, share: 0.5 },
  after: { documents: estimate(1, error), tokens: estimate(1, error), share: estimate(share, error) },
  threshold: null,
});

describe("preview and exact recount", () => {
  it("agree to the last figure when the preview was exact", () => {
    const rows = prepareComparison(
      {
        documents: estimate(120, null),
        tokens: estimate(1000, null),
        fill: 1000 / 1010,
        threshold: 2.5,
        domains: [domainOf("book", 0.6, null), domainOf("wikipedia", 0.4, null)],
      },
      exactFigures,
    );
    expect(rows.map(({ label, exact, difference, within }) => [label, exact, difference, within])).toEqual([
      ["Documents", "120", "0", true],
      ["Tokens", "1.00 K", "0", true],
      ["Threshold", "2.50", "0", true],
      ["book", "60.0 %", "0.0", true],
      ["wikipedia", "40.0 %", "0.0", true],
    ]);
  });

  it("show a difference, and mark it when it is beyond the stated error", () => {
    const rows = prepareComparison(
      {
        documents: estimate(110, 12),
        tokens: estimate(1000, 0),
        fill: 1,
        threshold: 2.4,
        domains: [domainOf("book", 0.58, 0.01), domainOf("wikipedia", 0.42, 0.05)],
      },
      exactFigures,
    );
    expect(
      rows.map(({ label, preview, difference, within }) => [label, preview, difference, within]),
    ).toEqual([
      ["Documents", "110 ± 12", "+10", true],
      ["Tokens", "1.00 K ± 0", "0", true],
      ["Threshold", "2.40", "+0.100", true],
      ["book", "58.0 % ± 1.0 %", "+2.0", false],
      ["wikipedia", "42.0 % ± 5.0 %", "−2.0", true],
    ]);
  });
});
