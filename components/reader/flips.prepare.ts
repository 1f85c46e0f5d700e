import { raterOf, type RaterId } from "@/core/raters";
import { nearestFlip, type Flip, type Flips } from "@/core/selection/flips";

/** A weight in points: hundredths, at most 4 decimals, at least 2. */
export function pointsText(weight: number): string {
  const points = Number((weight * 100).toFixed(4));
  return Number(points.toFixed(2)) === points ? points.toFixed(2) : String(points);
}

export interface FlipCell {
  /** Points at which the document is turned, or "never". */
  readonly text: string;
  /** The same as a sentence. */
  readonly title: string;
  readonly kind: "nearest" | "turns" | "never";
}

/** What the column of flips says of each rater; raters that are not worked out yet are absent. */
export function flipCells(known: readonly Flip[], isIn: boolean): ReadonlyMap<RaterId, FlipCell> {
  const nearest = nearestFlip(known)?.rater;
  return new Map(known.map((flip) => [flip.rater, cellOf(flip, isIn, flip.rater === nearest)]));
}

function cellOf({ weight, turnsAt }: Flip, isIn: boolean, isNearest: boolean): FlipCell {
  if (turnsAt === null) return { text: "never", title: "no weight of it turns the document", kind: "never" };
  const text = pointsText(turnsAt);
  const title = `${isIn ? "out" : "in"} at ${text} points instead of ${pointsText(weight)}`;
  return { text, title, kind: isNearest ? "nearest" : "turns" };
}

/** The smallest change of one weight that turns the document, as a sentence. */
export function nearestText({ isIn, top, flips }: Flips): string {
  const nearest = nearestFlip(flips);
  if (nearest === null)
    return `No single weight between 0 and ${pointsText(top)} points ${isIn ? "takes the document out" : "brings the document in"}.`;
  const { rater, weight, turnsAt } = nearest;
  return `${raterOf(rater).label} at ${pointsText(turnsAt)} points instead of ${pointsText(weight)} ${isIn ? "takes it out" : "brings it in"}: the smallest change of one weight.`;
}
