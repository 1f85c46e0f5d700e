import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** A member of a sample. */
export interface Drawn {
  /** Among those that were drawn from. */
  readonly position: number;
  /** Probability with which the draw takes it, 0 to 1. */
  readonly inclusion: number;
}

export const generator = (seed: number): RandomGenerator => xoroshiro128plus(seed);

/** `wanted` of `size` in random order, each with the same probability, without replacement. */
export function drawEqually(size: number, wanted: number, random: RandomGenerator): Drawn[] {
  const taken = Math.min(size, wanted);
  return shuffledPrefix(size, taken, random).map((position) => ({ position, inclusion: taken / size }));
}

/** How many of each stratum, as equally as their sizes allow; what a small one leaves goes to the others, first ones first. */
export function allocate(sizes: readonly number[], wanted: number): number[] {
  const parts = sizes.map(() => 0);
  let left = Math.min(
    wanted,
    sizes.reduce((sum, size) => sum + size, 0),
  );
  while (left > 0) {
    const open = sizes.flatMap((size, at) => ((parts[at] ?? 0) < size ? [at] : []));
    const each = Math.max(1, Math.floor(left / open.length));
    for (const at of open) {
      const more = Math.min(each, (sizes[at] ?? 0) - (parts[at] ?? 0), left);
      parts[at] = (parts[at] ?? 0) + more;
      left -= more;
    }
  }
  return parts;
}

/**
 * `wanted` in random order, each with a probability in proportion to its size, without replacement: systematic sampling of a
 * random order (Madow 1949). What would exceed 1 is taken for certain; what has no size counts as 1.
 */
export function drawInProportion(sizes: ArrayLike<number>, wanted: number, random: RandomGenerator): Drawn[] {
  const count = sizes.length;
  if (wanted >= count) return drawEqually(count, count, random);
  const sizeOf = (position: number): number => Math.max(1, sizes[position] ?? 1);
  const order = shuffledPrefix(count, count, random);
  const isCertain = certainOnes(order, sizeOf, wanted);
  const certain = order.filter((position) => isCertain(position));
  const open = order.filter((position) => !isCertain(position));
  const total = open.reduce((sum, position) => sum + sizeOf(position), 0);
  const step = total / (wanted - certain.length);
  const drawn: Drawn[] = certain.map((position) => ({ position, inclusion: 1 }));
  let next = uniformFloat64(random) * step;
  let passed = 0;
  for (const position of open) {
    passed += sizeOf(position);
    if (next >= passed || drawn.length === wanted) continue;
    drawn.push({ position, inclusion: sizeOf(position) / step });
    next += step;
  }
  const places = shuffledPrefix(drawn.length, drawn.length, random);
  return places.flatMap((place) => drawn[place] ?? []);
}

/** Taking one for certain makes the others likelier, so that more may follow. */
function certainOnes(
  order: readonly number[],
  sizeOf: (position: number) => number,
  wanted: number,
): (position: number) => boolean {
  const certain = new Set<number>();
  for (;;) {
    const open = order.filter((position) => !certain.has(position));
    const step = open.reduce((sum, position) => sum + sizeOf(position), 0) / (wanted - certain.size);
    const more = open.filter((position) => sizeOf(position) >= step);
    if (more.length === 0) return (position) => certain.has(position);
    for (const position of more) certain.add(position);
    if (certain.size >= wanted) return (position) => certain.has(position);
  }
}

/** The first `taken` of a random order of 0 … size − 1 (Fisher and Yates). */
export function shuffledPrefix(size: number, taken: number, random: RandomGenerator): number[] {
  const order = Uint32Array.from({ length: size }, (_, position) => position);
  for (let at = 0; at < taken; at += 1) {
    const other = uniformInt(random, at, size - 1);
    const moved = order[at] ?? 0;
    order[at] = order[other] ?? 0;
    order[other] = moved;
  }
  return Array.from(order.subarray(0, taken));
}
