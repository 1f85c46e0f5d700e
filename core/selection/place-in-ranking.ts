/** Scores by ordinal; NaN where the recipe leaves a document out, by its cap as well. The ranking is score descending, then ordinal. */
export type Scores = Float64Array;

export interface Place {
  /** From 1, the highest score. */
  readonly rank: number;
  /** Documents that have a score. */
  readonly of: number;
}

export interface Around {
  /** Ordinals ranked before a document, the nearest last. */
  readonly above: readonly number[];
  /** Ordinals ranked after it, the nearest first. */
  readonly below: readonly number[];
}

/** Place of a document among those that `counts` lets in, itself included; null when it has no score. One pass. */
export function placeOf(
  scores: Scores,
  ordinal: number,
  counts?: (ordinal: number) => boolean,
): Place | null {
  const own = scores[ordinal] ?? Number.NaN;
  if (Number.isNaN(own)) return null;
  let rank = 1;
  let of = 0;
  for (let other = 0; other < scores.length; other += 1) {
    const score = scores[other] ?? Number.NaN;
    if (Number.isNaN(score) || counts?.(other) === false) continue;
    of += 1;
    if (score > own || (score === own && other < ordinal)) rank += 1;
  }
  return { rank, of };
}

/** The `count` documents on either side of one; none when it has no score. One pass. */
export function around(scores: Scores, ordinal: number, count: number): Around {
  const score = scores[ordinal] ?? Number.NaN;
  if (Number.isNaN(score)) return { above: [], below: [] };
  return besides(scores, { score, ordinal }, count, (other) => other !== ordinal);
}

/** The `count` documents ranked before a place and from it on, among those that `counts` lets in. One pass. */
export function besides(
  scores: Scores,
  place: { readonly score: number; readonly ordinal: number },
  count: number,
  counts: (ordinal: number) => boolean,
): Around {
  const before = (a: number, b: number): boolean => {
    const [scoreA, scoreB] = [scores[a] ?? Number.NaN, scores[b] ?? Number.NaN];
    return scoreA > scoreB || (scoreA === scoreB && a < b);
  };
  const above: number[] = [];
  const below: number[] = [];
  for (let other = 0; other < scores.length; other += 1) {
    const score = scores[other] ?? Number.NaN;
    if (Number.isNaN(score) || !counts(other)) continue;
    if (score > place.score || (score === place.score && other < place.ordinal))
      keepNearest(above, other, count, (a, b) => before(b, a));
    else keepNearest(below, other, count, before);
  }
  return { above: above.reverse(), below };
}

/** Puts a document into a list of the nearest, nearest first, if it is among them. */
function keepNearest(
  nearest: number[],
  document: number,
  count: number,
  nearer: (a: number, b: number) => boolean,
): void {
  const last = nearest.at(-1);
  if (nearest.length === count && (last === undefined || nearer(last, document))) return;
  const place = nearest.findIndex((other) => nearer(document, other));
  nearest.splice(place === -1 ? nearest.length : place, 0, document);
  if (nearest.length > count) nearest.pop();
}
