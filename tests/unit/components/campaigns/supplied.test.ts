import { expect, it } from "vitest";
import { prepareSupplied, suppliedText } from "@/components/campaigns/supplied.prepare";
import type { Supplied } from "@/core/campaign/supply";

const DOMAINS = [
  { domain: "arxiv", documents: 5, tokens: 1_000 },
  { domain: "book", documents: 5, tokens: 3_000 },
  { domain: "code", documents: 1, tokens: 0 },
];
const SUPPLIED: Supplied = {
  documents: 4,
  tokens: 2_000,
  passes: 1.5,
  domains: [
    { domain: "arxiv", tokens: 500 },
    { domain: "book", tokens: 1_500 },
    { domain: "code", tokens: 0 },
  ],
};

it("sets the shares of a selection beside those of the corpus and what limits them, the largest domain first", () => {
  const limits = {
    passes: null,
    domains: { arxiv: { min: 0.055, max: 1 }, book: { min: 0, max: 0.8 }, code: { min: 0.1, max: 0.2 } },
  };
  expect(prepareSupplied(SUPPLIED, limits, DOMAINS)).toEqual([
    { domain: "book", code: 1, before: 0.75, after: 0.75, limit: "at most 80 %" },
    { domain: "arxiv", code: 0, before: 0.25, after: 0.25, limit: "at least 5.5 %" },
    { domain: "code", code: 2, before: 0, after: 0, limit: "10 to 20 %" },
  ]);
  expect(prepareSupplied(SUPPLIED, { passes: 2, domains: {} }, DOMAINS)[0]?.limit).toBe("–");
});

it("says how much the target selects and how often it reads it, or that it selects nothing", () => {
  expect(suppliedText(SUPPLIED)).toMatch(
    /^The target would select 2\.00\sK tokens of 4 documents and read them 1\.50 times\.$/,
  );
  expect(suppliedText({ ...SUPPLIED, tokens: 0, documents: 0, passes: null })).toMatch(/selects? nothing/);
});
