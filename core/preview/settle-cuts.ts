import { NEAR_ROWS } from "@/core/preview/near-bins";
import type { RankedRow, ReadCut } from "@/core/preview/read-cuts";
import type { Boundary, BoundaryFigures } from "@/core/preview/preview";
import type { PoolCut } from "@/core/selection/locate-cuts";
import type { CorpusStatistics } from "@/core/statistics";

/** Documents shown of each side. */
export const SHOWN = 8;

export interface Settled extends BoundaryFigures {
  readonly cuts: readonly PoolCut[];
}

/** Those rows around some cuts whose exact scores settle them. */
export const decisiveRows = (found: readonly ReadCut[]): RankedRow[] =>
  found.flatMap(({ above, below }) => [...above, ...below]);

/** A row with its exact score. */
interface SettledRow extends RankedRow {
  readonly rough: number;
}

/**
 * Makes cuts that were found by scores up to rounding exact: where the rows around each lie in the same order by their
 * exact scores, all others do, and the cut parts the same documents.
 * @param exact scores of the decisive rows by ordinal
 * @param tolerance most by which a rough score may differ from the exact one
 * @returns null where rounding could have decided
 */
export function settleCuts(
  found: readonly ReadCut[],
  exact: ReadonlyMap<number, number>,
  tolerance: number,
  statistics: CorpusStatistics,
): Settled | null {
  const settled: PoolCut[] = [];
  const inside: Boundary[] = [];
  const outside: Boundary[] = [];
  const settledRow = (row: RankedRow): SettledRow => ({
    ...row,
    rough: row.score,
    score: exact.get(row.ordinal) ?? Number.NaN,
  });
  for (const { cut, ...rows } of found) {
    const [above, below] = [rows.above.map(settledRow), rows.below.map(settledRow)];
    if (!reachesFar(above, tolerance) || !reachesFar(below, tolerance)) return null;
    const last = above.toSorted(byRank).at(-1);
    const first = below.toSorted(byRank)[0];
    if (last !== undefined && first !== undefined && byRank(last, first) > 0) return null;
    if (first?.ordinal !== cut.firstOut?.ordinal) return null;
    // Adding 0 turns −0 into 0.
    const threshold = last === undefined ? null : last.score + 0;
    const firstOut = first === undefined ? null : { score: first.score, ordinal: first.ordinal };
    settled.push({ ...cut, threshold, firstOut });
    if (threshold === null) continue;
    const placed = (row: SettledRow): Boundary => ({
      ordinal: row.ordinal,
      domain: statistics.domains[row.domain]?.domain ?? "",
      tokens: row.tokens,
      score: row.score + 0,
      margin: row.score - threshold + 0,
    });
    inside.push(...above.map(placed));
    outside.push(...below.map(placed));
  }
  inside.sort((a, b) => a.margin - b.margin || b.ordinal - a.ordinal);
  outside.sort((a, b) => b.margin - a.margin || a.ordinal - b.ordinal);
  return { cuts: settled, justIn: inside.slice(0, SHOWN), justOut: outside.slice(0, SHOWN) };
}

/** Order of the ranking. */
const byRank = (a: SettledRow, b: SettledRow): number => b.score - a.score || a.ordinal - b.ordinal;

/** Whether no row behind those that were looked at can belong before the nearest of them. */
function reachesFar(side: readonly SettledRow[], tolerance: number): boolean {
  const [nearest, farthest] = [side[0], side.at(-1)];
  if (side.length < NEAR_ROWS || nearest === undefined || farthest === undefined) return true;
  return Math.abs(farthest.rough - nearest.rough) > 4 * tolerance;
}
