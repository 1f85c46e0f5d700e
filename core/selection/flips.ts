import type { RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { totalWeight } from "@/core/recipe-edit";

/** The weight of one rater that turns a document, all other weights as they stand: the nearest that was found. */
export interface Flip {
  readonly rater: RaterId;
  readonly weight: number;
  /** The document is turned at this weight; null where none was found from 0 to the top. */
  readonly turnsAt: number | null;
}

export interface Flips {
  /** Whether the document is in as the weights stand. */
  readonly isIn: boolean;
  /** The highest weight that was tried. */
  readonly top: number;
  readonly by: FlipsBy;
  /** Raters of the corpus, in the order of `RATERS`. */
  readonly flips: readonly Flip[];
}

const TOP_BY_TOTAL = 10;

/** Ten times all weights together: there one rater decides nearly alone. At most 6 decimals, as any weight. */
export const topWeight = (recipe: Recipe): number => Number((TOP_BY_TOTAL * totalWeight(recipe)).toFixed(6));

/**
 * How flips are found. `crossings`: every weight at which the document changes places with another is followed, so that none is
 * nearer. Under bounds and under a cap a document may also be turned where two others change places: what a domain is forced to
 * take and what it may take depend on their order, and so does who is left out of a group. So there weights are tried, `halving`:
 * at the one that is found the document is turned, one step nearer it is not, but it may be turned and turned back before.
 */
export type FlipsBy = "crossings" | "halving";

export const flipsBy = ({ domains, cap }: Recipe): FlipsBy =>
  domains.rule !== "bounds" && cap === undefined ? "crossings" : "halving";

/** The flip that changes its weight least; null where none turns the document. */
export function nearestFlip(flips: readonly Flip[]): (Flip & { readonly turnsAt: number }) | null {
  let nearest: (Flip & { readonly turnsAt: number }) | null = null;
  for (const flip of flips) {
    const { turnsAt, weight } = flip;
    if (turnsAt === null) continue;
    if (nearest === null || Math.abs(turnsAt - weight) < Math.abs(nearest.turnsAt - nearest.weight))
      nearest = { ...flip, turnsAt };
  }
  return nearest;
}
