export interface XY {
  readonly x: number;
  readonly y: number;
}

/**
 * At most `most` of the points, the ones that make the shape (largest triangle of three buckets): the first, the last and
 * every spike stay; no point is invented. Points ascend by x.
 */
export function thinPoints<P extends XY>(points: readonly P[], most: number): readonly P[] {
  const first = points[0];
  const last = points.at(-1);
  if (points.length <= most || most < 3 || first === undefined || last === undefined) return points;
  const width = (points.length - 2) / (most - 2);
  const kept: P[] = [first];
  let anchor: P = first;
  for (let bucket = 0; bucket < most - 2; bucket++) {
    const inside = points.slice(1 + Math.floor(bucket * width), 1 + Math.floor((bucket + 1) * width));
    const next = points.slice(1 + Math.floor((bucket + 1) * width), 1 + Math.floor((bucket + 2) * width));
    const aim = meanOf(next.length > 0 ? next : [last]);
    const chosen = largest(inside, anchor, aim);
    if (chosen === null) continue;
    kept.push(chosen);
    anchor = chosen;
  }
  return [...kept, last];
}

const meanOf = (points: readonly XY[]): XY => ({
  x: points.reduce((sum, { x }) => sum + x, 0) / points.length,
  y: points.reduce((sum, { y }) => sum + y, 0) / points.length,
});

function largest<P extends XY>(points: readonly P[], a: XY, b: XY): P | null {
  let best: P | null = null;
  let bestArea = -1;
  for (const point of points) {
    const area = Math.abs((a.x - b.x) * (point.y - a.y) - (a.x - point.x) * (b.y - a.y));
    if (area > bestArea) [best, bestArea] = [point, area];
  }
  return best;
}
