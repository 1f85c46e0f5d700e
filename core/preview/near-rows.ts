import { movedBins, weightIn, type Grabbed } from "@/core/preview/grabbed";
import { scoresIn, type BinRange } from "@/core/preview/near-bins";
import type { RankedRow } from "@/core/preview/read-cuts";
import type { ScoringPlan } from "@/core/scoring/plan";
import { isOf } from "@/core/scoring/pools";
import { binner } from "@/core/selection/score-histogram";

/**
 * The rows of a moved weight whose bins lie in the range of their pool, in the order of the table.
 * @param ranges one for each pool of the plan
 */
export function nearRows(
  grabbed: Grabbed,
  plan: ScoringPlan,
  ranges: readonly (BinRange | null)[],
): RankedRow[] {
  const { base, z, keys } = grabbed;
  const weight = weightIn(grabbed, plan);
  const bins = movedBins(grabbed, plan);
  const [{ least, most }, binOf, rangeOf] = [
    scoresIn(ranges, bins),
    binner(bins),
    rangesByDomain(plan, ranges),
  ];
  const found: RankedRow[] = [];
  for (let row = 0; row < base.length; row += 1) {
    const score = (base[row] ?? 0) + weight * (z[row] ?? 0);
    // False for NaN.
    if (!(score >= least && score <= most)) continue;
    const [bin, domain] = [binOf(score), keys.domain[row] ?? 0];
    const range = rangeOf(domain);
    if (range === null || bin < range.from || bin > range.to) continue;
    const [ordinal, tokens] = [keys.ordinal[row] ?? 0, keys.tokens[row] ?? 0];
    found.push({ bin, ordinal, domain, tokens, documents: keys.documents?.[row] ?? 1, score });
  }
  return found;
}

function rangesByDomain(
  { pools }: ScoringPlan,
  ranges: readonly (BinRange | null)[],
): (domain: number) => BinRange | null {
  const known = new Map<number, BinRange | null>();
  return (domain) => {
    const found = known.get(domain);
    if (found !== undefined) return found;
    const range = ranges[pools.findIndex((pool) => isOf(pool, domain))] ?? null;
    known.set(domain, range);
    return range;
  };
}
