/** Steps by which a weight may sink and grow. */
export interface Reach {
  readonly down: number;
  readonly up: number;
}

/** Each distance that is tried is this many times the one before, up to the end of the reach. */
const GROWTH = 4;

/**
 * Finds a step at which a document is turned, by questions alone: steps at growing distances on both sides, nearest first, then
 * between the first that turns it and the one before it by halving. At the answer the document is turned and one step nearer it
 * is not; what turns it nearer still and turns it back between two steps that were tried goes unseen.
 * @yields a step to be counted, sent back whether the document is turned there; at most 4 + 2·log₂ of the reach
 * @returns null where none that was tried turns it
 */
export function* halvingFlip({ down, up }: Reach): Generator<number, number | null, boolean> {
  let before = 0;
  for (let distance = 1; before < Math.max(down, up); distance *= GROWTH) {
    for (const [side, reach] of [
      [-1, down],
      [1, up],
    ] as const) {
      const [near, far] = [Math.min(before, reach), Math.min(distance, reach)];
      if (far > near && (yield side * far)) return yield* halve(side, near, far);
    }
    before = distance;
  }
  return null;
}

function* halve(side: 1 | -1, near: number, far: number): Generator<number, number, boolean> {
  let [still, turned] = [near, far];
  while (turned - still > 1) {
    const middle = Math.floor((still + turned) / 2);
    if (yield side * middle) turned = middle;
    else still = middle;
  }
  return side * turned;
}
