import { movedBins, type Grabbed } from "@/core/preview/grabbed";
import { nearBins } from "@/core/preview/near-bins";
import { nearRows } from "@/core/preview/near-rows";
import { readCut, type ReadCut } from "@/core/preview/read-cuts";
import type { ScoringPlan } from "@/core/scoring/plan";
import { isOf } from "@/core/scoring/pools";
import type { Cell } from "@/core/selection/score-histogram";

/** Share of the rows that may lie in the bins around the cuts; more share a score with them only where scores are few. */
const MOST_NEAR = 1 / 8;
/** Rows that may lie there in any case. */
const FEW_ROWS = 6000;

/**
 * The cut of each pool of a plan, from what the engine counted by bin and domain and the rows of the bins around the cuts.
 * Null where these are too many.
 */
export function movedCuts(grabbed: Grabbed, plan: ScoringPlan, cells: readonly Cell[]): ReadCut[] | null {
  const { count } = movedBins(grabbed, plan);
  const pools = plan.pools.map((pool) => {
    const own = cells.filter(({ domain }) => isOf(pool, domain));
    return { pool, cells: own, bins: nearBins(own, pool.quota, count) };
  });
  const near = pools.flatMap(({ bins, cells: own }) =>
    bins === null ? [] : own.filter(({ bin }) => bin >= bins.from && bin <= bins.to),
  );
  if (near.reduce((sum, { rows }) => sum + rows, 0) > Math.max(FEW_ROWS, MOST_NEAR * grabbed.table.rows))
    return null;
  const rows = nearRows(
    grabbed,
    plan,
    pools.map(({ bins }) => bins),
  );
  return pools.map(({ pool, cells: own }, at) =>
    readCut(grabbed, plan, pool, own, rows[at] ?? { above: [], cut: [], below: [] }),
  );
}
