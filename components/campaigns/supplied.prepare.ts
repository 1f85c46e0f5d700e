import { NONE } from "@/components/campaigns/campaign-text";
import { formatPlural, formatTokens } from "@/components/ui/format";
import { shareOf, type Supplied, type SupplyLimits } from "@/core/campaign/supply";
import { ownValue } from "@/core/own-value";
import type { DomainTotals } from "@/core/statistics";

export interface SuppliedRow {
  readonly domain: string;
  /** Its place among those of the corpus, which its colour follows. */
  readonly code: number;
  /** Shares of the tokens of the corpus, and of the selection. */
  readonly before: number;
  readonly after: number;
  /** "5 to 20 %"; a dash where it is free. */
  readonly limit: string;
}

/** Domains of the corpus, the largest first. */
export function prepareSupplied(
  supplied: Supplied,
  { domains: limits }: SupplyLimits,
  domains: readonly DomainTotals[],
): SuppliedRow[] {
  const total = domains.reduce((sum, { tokens }) => sum + tokens, 0);
  return domains
    .map(({ domain, tokens }, code) => ({
      ...{ domain, code },
      before: total === 0 ? 0 : tokens / total,
      after: shareOf(supplied, domain),
      limit: limitText(ownValue(limits, domain)),
    }))
    .toSorted((a, b) => b.before - a.before || a.code - b.code);
}

function limitText(limit: SupplyLimits["domains"][string] | undefined): string {
  if (limit === undefined) return NONE;
  const [min, max] = [limit.min, limit.max].map((share) => String(Number((share * 100).toFixed(2))));
  if (limit.max >= 1) return `at least ${min ?? ""} %`;
  return limit.min <= 0 ? `at most ${max ?? ""} %` : `${min ?? ""} to ${max ?? ""} %`;
}

/** "The target would select 1.2M tokens of 800 documents and read them 1.00 times." */
export const suppliedText = ({ tokens, documents, passes }: Supplied): string =>
  passes === null
    ? "The target would select nothing: its budget is less than the best document has."
    : `The target would select ${formatTokens(tokens)} tokens of ${formatPlural(documents, "document")} and read them ${passes.toFixed(2)} times.`;
