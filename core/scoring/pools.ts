import { StudioError } from "@/core/errors";
import type { DomainRule } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";

/** Documents that share one quota and one threshold. */
export interface Pool {
  /** Domain codes of the score table; null for all. */
  readonly domains: readonly number[] | null;
  /** Tokens the prefix of this pool may hold. */
  readonly quota: number;
}

/**
 * Splits a budget by the domain rule. The quotas of `proportional` are ⌊budget·tokens(domain)/tokens⌋ in whole
 * numbers, those of `shares` ⌊budget·share⌋ in floating point; a domain without a share has no pool.
 * @throws StudioError `invalid-input` for a share of a domain the corpus does not have.
 */
export function planPools(rule: DomainRule, budgetTokens: number, statistics: CorpusStatistics): Pool[] {
  switch (rule.rule) {
    case "global":
      return [{ domains: null, quota: budgetTokens }];
    case "proportional":
      return statistics.domains.map(({ tokens }, code) => ({
        domains: [code],
        quota: proportional(budgetTokens, tokens, statistics.tokens),
      }));
    case "shares":
      return sharePools(rule.shares, budgetTokens, statistics);
  }
}

/** Exact: the product may exceed 2^53. */
const proportional = (budgetTokens: number, tokens: number, total: number): number =>
  total === 0 ? 0 : Number((BigInt(budgetTokens) * BigInt(tokens)) / BigInt(total));

function sharePools(
  shares: Readonly<Record<string, number>>,
  budgetTokens: number,
  statistics: CorpusStatistics,
): Pool[] {
  const known = statistics.domains.map(({ domain }) => domain);
  const strange = Object.keys(shares).filter((domain) => !known.includes(domain));
  if (strange.length > 0) {
    throw new StudioError(
      "invalid-input",
      `The recipe gives a share to ${strange.join(", ")}, but the corpus has only ${known.join(", ")}.`,
      "Name domains of the corpus.",
    );
  }
  return known.flatMap((domain, code) => {
    const share = shares[domain] ?? 0;
    return share > 0 ? [{ domains: [code], quota: Math.floor(budgetTokens * share) }] : [];
  });
}
