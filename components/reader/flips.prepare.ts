import { raterOf, type RaterId } from "@/core/raters";
import { nearestFlip, type Flip, type Flips, type FlipsBy } from "@/core/selection/flips";

/** A weight in points: hundredths, at most 4 decimals, at least 2. */
export function pointsText(weight: number): string {
  const points = Number((weight * 100).toFixed(4));
  return Number(points.toFixed(2)) === points ? points.toFixed(2) : String(points);
}

export interface FlipCell {
  /** Points at which the document is turned, or "never", or "none" where not every weight was looked at. */
  readonly text: string;
  /** The same as a sentence. */
  readonly title: string;
  readonly kind: "nearest" | "turns" | "never";
}

/** What the column of flips says of each rater; raters that are not worked out yet are absent. */
export function flipCells(
  known: readonly Flip[],
  isIn: boolean,
  by: FlipsBy,
): ReadonlyMap<RaterId, FlipCell> {
  const nearest = nearestFlip(known)?.rater;
  return new Map(
    known.map((flip) => [
      flip.rater,
      flip.turnsAt === null ? NONE[by] : cellOf(flip, flip.turnsAt, isIn, flip.rater === nearest),
    ]),
  );
}

const NONE: Readonly<Record<FlipsBy, FlipCell>> = {
  crossings: { text: "never", title: "no weight of it turns the document", kind: "never" },
  halving: { text: "none", title: "no weight of it that was tried turns the document", kind: "never" },
};

function cellOf({ weight }: Flip, turnsAt: number, isIn: boolean, isNearest: boolean): FlipCell {
  const text = pointsText(turnsAt);
  const title = `${isIn ? "out" : "in"} at ${text} points instead of ${pointsText(weight)}`;
  return { text, title, kind: isNearest ? "nearest" : "turns" };
}

/** How the answers were found. */
export function flipsBasis({ top, by }: Pick<Flips, "top" | "by">): string {
  const range = `from 0 to ${pointsText(top)} points`;
  return by === "crossings"
    ? `Weights ${range} tried one rater at a time; each answer is counted over all documents.`
    : `Under bounds and caps, weights ${range} are tried at growing distances, then between the last two by halving. ` +
        `Each is counted over all documents: at the answer the document is turned, 0.0001 points nearer it is not. ` +
        `A weight nearer still may turn it and turn it back.`;
}

/** The smallest change of one weight that turns the document, or that was found, as a sentence. */
export function nearestText({ isIn, top, by, flips }: Flips): string {
  const nearest = nearestFlip(flips);
  if (nearest === null)
    return `No single weight${by === "halving" ? " that was tried" : ""} between 0 and ${pointsText(top)} points ${isIn ? "takes the document out" : "brings the document in"}.`;
  const { rater, weight, turnsAt } = nearest;
  return `${raterOf(rater).label} at ${pointsText(turnsAt)} points instead of ${pointsText(weight)} ${isIn ? "takes it out" : "brings it in"}: the smallest change of one weight${by === "halving" ? " that was found" : ""}.`;
}
