import { StudioError } from "@/core/errors";
import { ownValue } from "@/core/own-value";
import type { DomainRule } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";

/** Documents that share one quota and one threshold. */
export interface Pool {
  /** Domain codes of the score table; null for all. */
  readonly domains: readonly number[] | null;
  /** Tokens the prefix of this pool may hold. */
  readonly quota: number;
}

/** Whether a pool holds the documents of a domain. */
export const isOf = ({ domains }: Pick<Pool, "domains">, domain: number): boolean =>
  domains === null || domains.includes(domain);

/** Ends between which one threshold moves the domains; a domain without a pool is free at that end. */
export interface Bounds {
  readonly least: readonly Pool[];
  readonly most: readonly Pool[];
  /** Domains of the corpus. */
  readonly domains: number;
}

/**
 * Splits a budget by the domain rule. The quotas of `proportional` are ⌊budget·tokens(domain)/tokens⌋ in whole
 * numbers, those of `shares` ⌊budget·share⌋ in floating point; a domain without a share has no pool. Under `bounds`
 * all domains are one pool (see `planBounds`).
 * @throws StudioError `invalid-input` for a share of a domain the corpus does not have.
 */
export function planPools(rule: DomainRule, budgetTokens: number, statistics: CorpusStatistics): Pool[] {
  switch (rule.rule) {
    case "global":
    case "bounds":
      return [{ domains: null, quota: budgetTokens }];
    case "proportional":
      return statistics.domains.map(({ tokens }, code) => ({
        domains: [code],
        quota: proportional(budgetTokens, tokens, statistics.tokens),
      }));
    case "shares":
      checkDomains(Object.keys(rule.shares), "gives a share to", statistics);
      return domainPools(budgetTokens, statistics, (domain) => ownValue(rule.shares, domain) || undefined);
  }
}

/**
 * The ends of the rule `bounds`, each ⌊budget·share⌋ in floating point; null where nothing is bound.
 * @throws StudioError `invalid-input` for a bound of a domain the corpus does not have.
 */
export function planBounds(
  rule: DomainRule,
  budgetTokens: number,
  statistics: CorpusStatistics,
): Bounds | null {
  if (rule.rule !== "bounds") return null;
  checkDomains(Object.keys(rule.bounds), "bounds", statistics);
  const least = domainPools(
    budgetTokens,
    statistics,
    (domain) => ownValue(rule.bounds, domain)?.min || undefined,
  );
  const most = domainPools(budgetTokens, statistics, (domain) => {
    const { max = 1 } = ownValue(rule.bounds, domain) ?? {};
    return max < 1 ? max : undefined;
  });
  return least.length + most.length === 0 ? null : { least, most, domains: statistics.domains.length };
}

/** Exact: the product may exceed 2^53. */
const proportional = (budgetTokens: number, tokens: number, total: number): number =>
  total === 0 ? 0 : Number((BigInt(budgetTokens) * BigInt(tokens)) / BigInt(total));

/** A pool for each domain that has a share. */
const domainPools = (
  budgetTokens: number,
  { domains }: CorpusStatistics,
  shareOf: (domain: string) => number | undefined,
): Pool[] =>
  domains.flatMap(({ domain }, code) => {
    const share = shareOf(domain);
    return share === undefined ? [] : [{ domains: [code], quota: Math.floor(budgetTokens * share) }];
  });

function checkDomains(named: readonly string[], what: string, statistics: CorpusStatistics): void {
  const known = statistics.domains.map(({ domain }) => domain);
  const strange = named.filter((domain) => !known.includes(domain));
  if (strange.length === 0) return;
  throw new StudioError(
    "invalid-input",
    `The recipe ${what} ${strange.join(", ")}, but the corpus has only ${known.join(", ")}.`,
    "Name domains of the corpus.",
  );
}
