import { movedBins, stepTo, type Grabbed } from "@/core/preview/grabbed";
import { momentsOfRow, selectedMoments, type MomentSums } from "@/core/preview/moments-sql";
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
  const sums = new Map<number, Sums>();
  const add = (row: number): void => {
    const domain = keys.domain[row] ?? 0;
    const more = momentsOfRow(keys.tokens[row] ?? 0, keys.documents?.[row] ?? 1);
    const sum = sums.get(domain);
    if (sum === undefined) sums.set(domain, { ...more });
    else addTo(sum, more);
  };
  for (let row = 0; row < scores.length; row += 1) {
    const score = (scores[row] ?? 0) + step * (z[row] ?? 0);
    // False for NaN.
    if (binOf(score) > lastOut(keys.domain[row] ?? 0)) add(row);
  }
  for (const { taken } of read) for (const place of taken) add(place);
  return new Map([...sums].map(([domain, sum]) => [domain, selectedMoments(sum)]));
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

type Sums = { -readonly [Name in keyof MomentSums]: number };

function addTo(sum: Sums, more: MomentSums): void {
  sum.sampled += more.sampled;
  sum.w += more.w;
  sum.y += more.y;
  sum.ww += more.ww;
  sum.wy += more.wy;
  sum.yy += more.yy;
  sum.fourth += more.fourth;
  sum.tokens += more.tokens;
  sum.square += more.square;
}
