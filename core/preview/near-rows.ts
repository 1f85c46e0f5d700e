import { movedBins, stepTo, type Grabbed } from "@/core/preview/grabbed";
import { scoresIn, type NearBins } from "@/core/preview/near-bins";
import type { ScoringPlan } from "@/core/scoring/plan";
import { isOf } from "@/core/scoring/pools";
import { binner } from "@/core/selection/score-histogram";

/** Rows around the cut of a pool by their places in the table, ascending. */
export interface NearRows {
  /** Of bins above that of the cut, or of all where all fit. */
  readonly above: number[];
  /** Of the bin in which the cut lies. */
  readonly cut: number[];
  readonly below: number[];
}

/**
 * The rows of a moved weight in the bins around the cuts.
 * @param near for each pool of the plan, the bins to look in
 */
export function nearRows(
  grabbed: Grabbed,
  plan: ScoringPlan,
  near: readonly (NearBins | null)[],
): NearRows[] {
  const { scores, z, keys } = grabbed;
  const step = stepTo(grabbed, plan);
  const bins = movedBins(grabbed, plan);
  const { least, most } = scoresIn(near, bins);
  const binOf = binner(bins);
  const poolOf = poolsByDomain(plan);
  const found = near.map((): NearRows => ({ above: [], cut: [], below: [] }));
  for (let row = 0; row < scores.length; row += 1) {
    const score = (scores[row] ?? 0) + step * (z[row] ?? 0);
    // False for NaN.
    if (!(score >= least && score <= most)) continue;
    const [pool, bin] = [poolOf(keys.domain[row] ?? 0), binOf(score)];
    const [own, range] = [found[pool], near[pool]];
    if (own === undefined || !range || bin < range.from || bin > range.to) continue;
    if (range.cut === null || bin > range.cut) own.above.push(row);
    else if (bin === range.cut) own.cut.push(row);
    else own.below.push(row);
  }
  return found;
}

/** The place of the pool of a domain among all; −1 where it has none. */
function poolsByDomain({ pools }: ScoringPlan): (domain: number) => number {
  const known: number[] = [];
  return (domain) => (known[domain] ??= pools.findIndex((pool) => isOf(pool, domain)));
}
