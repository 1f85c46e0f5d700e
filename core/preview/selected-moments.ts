import { movedBins, stepTo, type Grabbed } from "@/core/preview/grabbed";
import { addRow, noMoments, selectedMoments, type MomentTally } from "@/core/preview/moments-sql";
import type { ReadCut } from "@/core/preview/read-cuts";
import type { SelectedByDomain } from "@/core/preview/sample-errors";
import type { ScoringPlan } from "@/core/scoring/plan";
import { cutOf } from "@/core/selection/exact-figures";
import { binner } from "@/core/selection/score-histogram";

/**
 * What the selected rows of each domain say about its totals: the rows of whole bins above the cuts, and of the bins that are
 * cut those that are in. Added up here, for eight more sums would triple the time of the engine's question.
 */
export function momentsOfSelected(
  grabbed: Grabbed,
  plan: ScoringPlan,
  read: readonly ReadCut[],
): SelectedByDomain {
  const { scores, z, keys } = grabbed;
  const step = stepTo(grabbed, plan);
  const binOf = binner(movedBins(grabbed, plan));
  const lastOut = lastOutByDomain(read);
  const sums: (MomentTally | undefined)[] = [];
  const add = (row: number): void =>
    addRow((sums[keys.domain[row] ?? 0] ??= noMoments()), keys.tokens[row] ?? 0, keys.documents?.[row] ?? 1);
  for (let row = 0; row < scores.length; row += 1) {
    const score = (scores[row] ?? 0) + step * (z[row] ?? 0);
    // False for NaN.
    if (binOf(score) > lastOut(keys.domain[row] ?? 0)) add(row);
  }
  for (const { taken } of read) for (const place of taken) add(place);
  return new Map(
    [...sums.entries()].flatMap(([domain, sum]) =>
      sum === undefined ? [] : [[domain, selectedMoments(sum)] as const],
    ),
  );
}

/** The bin of a domain below which no row is in, and of which only some are; above every bin where nothing of the domain is. */
function lastOutByDomain(read: readonly ReadCut[]): (domain: number) => number {
  const cuts = read.map(({ cut }) => cut);
  const known: number[] = [];
  const lastOut = (domain: number): number => {
    const cut = cutOf(cuts, domain);
    return cut === undefined ? Infinity : (cut.cutBin?.bin ?? -1);
  };
  return (domain) => (known[domain] ??= lastOut(domain));
}
