import { describe, expect, it } from "vitest";
import { RATER_IDS, raterOf } from "@/core/raters";
import {
  FACTORS,
  latentCorrelation,
  latentShift,
  loadingOf,
  missingShare,
  ownLoading,
  SYNTHETIC_DOMAINS,
} from "@/core/synthetic/factor-model";
import { SYNTHETIC_WORDS } from "@/core/synthetic/synthetic-words";

describe("the model of synthetic scores", () => {
  it("gives every rater a variance of 1, part of it its own", () => {
    for (const rater of RATER_IDS) {
      const shared = FACTORS.reduce((sum, factor) => sum + loadingOf(rater, factor) ** 2, 0);
      expect(shared, rater).toBeLessThan(1);
      expect(shared + ownLoading(rater) ** 2, rater).toBeCloseTo(1, 12);
    }
  });

  it("binds the DSIR raters almost into one and the ratings of knowledge closely", () => {
    expect(latentCorrelation("dsir_wikipedia", "dsir_books")).toBeCloseTo(0.9312, 12);
    expect(latentCorrelation("educational_value", "fineweb_edu")).toBeCloseTo(0.69, 12);
    expect(latentCorrelation("fluency", "fluency")).toBe(1);
  });

  it("correlates raters of one family more than raters of two", () => {
    const mean = (values: readonly number[]) =>
      values.reduce((sum, v) => sum + Math.abs(v), 0) / values.length;
    const pairs = RATER_IDS.flatMap((a, at) =>
      RATER_IDS.slice(at + 1).map((b) => ({
        same: raterOf(a).family === raterOf(b).family,
        correlation: latentCorrelation(a, b),
      })),
    );
    const of = (same: boolean) => mean(pairs.filter((pair) => pair.same === same).map((p) => p.correlation));
    expect(of(true)).toBeGreaterThan(2 * of(false));
  });

  it("shifts a rater in a domain by the loadings times the shifts of the factors", () => {
    const arxiv = SYNTHETIC_DOMAINS.find(({ domain }) => domain === "arxiv");
    expect(arxiv === undefined ? null : latentShift("required_expertise", arxiv)).toBeCloseTo(1.78, 12);
  });

  it("has the shares of SlimPajama and its 590 million documents in 627 billion tokens", () => {
    expect(SYNTHETIC_DOMAINS.map(({ domain, share }) => [domain, share])).toEqual([
      ["arxiv", 4.6],
      ["book", 4.2],
      ["c4", 26.7],
      ["commoncrawl", 52.2],
      ["github", 5.2],
      ["stackexchange", 3.3],
      ["wikipedia", 3.8],
    ]);
    const documents = SYNTHETIC_DOMAINS.reduce(
      (sum, { share, meanTokens }) => sum + (6.27e9 * share) / meanTokens,
      0,
    );
    expect(Math.round(documents / 1e7)).toBe(59);
  });

  it("lets documents miss what a model rates more often than what is counted", () => {
    expect(missingShare("fluency")).toBe(0.002);
    expect(missingShare("word_count")).toBe(0.0005);
  });

  it("writes texts of 256 different words", () => {
    expect(new Set(SYNTHETIC_WORDS).size).toBe(256);
    expect(SYNTHETIC_WORDS.every((word) => /^[a-z]+$/.test(word))).toBe(true);
  });
});
