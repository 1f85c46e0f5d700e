/**
 * An order of 0 … n − 1 in which what resembles each other stands together: average linkage on 1 − |similarity|, the two
 * halves of each merger turned so that their nearest ends meet. Equal distances fall to the lower number.
 * @param similarity −1 … 1 of two items, null where there is none
 */
export function clusterOrder(count: number, similarity: (a: number, b: number) => number | null): number[] {
  const distance = (a: number, b: number): number => 1 - Math.abs(similarity(a, b) ?? 0);
  let clusters: (readonly number[])[] = Array.from({ length: count }, (_, item) => [item]);
  while (clusters.length > 1) {
    const [first, second] = nearestPair(clusters, distance);
    const merged = joined(clusters[first] ?? [], clusters[second] ?? [], distance);
    clusters = clusters.flatMap((cluster, index) =>
      index === first ? [merged] : index === second ? [] : [cluster],
    );
  }
  return [...(clusters[0] ?? [])];
}

type Distance = (a: number, b: number) => number;

function nearestPair(clusters: readonly (readonly number[])[], distance: Distance): [number, number] {
  let best: { readonly pair: [number, number]; readonly distance: number } = {
    pair: [0, 1],
    distance: Infinity,
  };
  clusters.forEach((a, first) => {
    clusters.slice(first + 1).forEach((b, offset) => {
      const between = meanDistance(a, b, distance);
      if (between < best.distance - 1e-12) best = { pair: [first, first + 1 + offset], distance: between };
    });
  });
  return best.pair;
}

function meanDistance(a: readonly number[], b: readonly number[], distance: Distance): number {
  const sum = a.reduce((total, x) => total + b.reduce((part, y) => part + distance(x, y), 0), 0);
  return sum / (a.length * b.length);
}

function joined(a: readonly number[], b: readonly number[], distance: Distance): number[] {
  const turns = [
    [a, b],
    [a, b.toReversed()],
    [a.toReversed(), b],
    [a.toReversed(), b.toReversed()],
  ] as const;
  const gap = ([left, right]: readonly [readonly number[], readonly number[]]): number =>
    distance(left.at(-1) ?? 0, right[0] ?? 0);
  const best = turns.reduce((found, turn) => (gap(turn) < gap(found) - 1e-12 ? turn : found));
  return [...best[0], ...best[1]];
}
