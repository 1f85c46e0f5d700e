import { describe, expect, it } from "vitest";
import { ownValue } from "@/core/own-value";
import {
  brokenLimits,
  checkLimits,
  leastRead,
  supplyLimitsSchema,
  type Supplied,
} from "@/core/campaign/supply";

const SUPPLIED: Supplied = {
  documents: 10,
  tokens: 980,
  passes: 4,
  domains: [
    { domain: "book", tokens: 931 },
    { domain: "code", tokens: 49 },
  ],
};
const STATISTICS = {
  domains: [
    { domain: "book", documents: 90, tokens: 9_000 },
    { domain: "code", documents: 10, tokens: 1_000 },
  ],
};
const GLOBAL = { domains: { rule: "global" } } as const;

const limits = (part: Parameters<typeof supplyLimitsSchema.parse>[0] = {}) => supplyLimitsSchema.parse(part);

describe("limits on what a selection supplies", () => {
  it("are kept by a selection at their ends", () => {
    const ends = limits({ passes: 4, domains: { book: { max: 0.95 }, code: { min: 0.05 } } });
    expect(brokenLimits(SUPPLIED, ends)).toEqual([]);
    expect(brokenLimits(SUPPLIED, limits())).toEqual([]);
  });

  it("name the domain and the share, and the passes, that break them", () => {
    const broken = limits({ passes: 3, domains: { book: { max: 0.9 }, code: { min: 0.1 } } });
    expect(brokenLimits(SUPPLIED, broken)).toEqual([
      "book has 95.0 % of the tokens, more than 90.0 %",
      "code has 5.0 % of the tokens, less than 10.0 %",
      "it is read 4.00 times, more than 3",
    ]);
  });

  it("forgive the last document that does not fit, by which a selection falls short of its budget", () => {
    expect(brokenLimits({ ...SUPPLIED, passes: 4.03 }, limits({ passes: 4 }))).toEqual([]);
    expect(leastRead(1_010, 1)).toBeCloseTo(1_000, 9);
  });

  it("are refused for a domain that is not there, and for shares that sum to what none can", () => {
    const check = (domains: Record<string, { min?: number; max?: number }>) => () =>
      checkLimits(limits({ domains }), GLOBAL, STATISTICS);
    expect(check({ code: { min: 0.4 }, book: { min: 0.6 } })).not.toThrow();
    expect(check({ wiki: {} })).toThrow('The corpus has no domain "wiki".');
    expect(check({ code: { min: 0.5 }, book: { min: 0.6 } })).toThrow("sum to 110.0 %");
    expect(check({ code: { max: 0.2 }, book: { max: 0.7 } })).toThrow("sum to 90.0 %");
  });

  it("are taken for a whole where decimals miss it by rounding", () => {
    const domains = [0.7, 0.2, 0.1].map((max, at) => ({ domain: String(at), max }));
    const shares = limits({
      domains: Object.fromEntries(domains.map(({ domain, max }) => [domain, { max }])),
    });
    const three = { domains: domains.map(({ domain }) => ({ domain, documents: 1, tokens: 1 })) };
    expect(0.7 + 0.2 + 0.1).toBeLessThan(1);
    expect(() => checkLimits(shares, GLOBAL, three)).not.toThrow();
  });

  it("leave a domain free whose name every object has a field of", () => {
    const named = { domains: [{ domain: "constructor", documents: 1, tokens: 1 }, ...STATISTICS.domains] };
    const { domains } = limits({ domains: { code: { min: 0.1 } } });
    expect(ownValue(domains, "constructor")).toBeUndefined();
    expect(ownValue(domains, "code")).toEqual({ min: 0.1, max: 1 });
    expect(() => checkLimits(limits({ domains: { code: { max: 0.2 } } }), GLOBAL, named)).not.toThrow();
  });

  it("are refused on domains whose shares the base recipe sets", () => {
    const proportional = { domains: { rule: "proportional" } } as const;
    const shares = limits({ domains: { code: { min: 0.1 } } });
    expect(() => checkLimits(shares, proportional, STATISTICS)).toThrow("sets the shares of domains itself");
    expect(() => checkLimits(limits({ passes: 2 }), proportional, STATISTICS)).not.toThrow();
  });
});
