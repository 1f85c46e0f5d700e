import { generator, shuffledPrefix } from "@/core/review/draw";

/** Digits until a double cannot tell two numbers apart, in base 2; a greater base needs fewer. */
const RESOLUTION = 2 ** 53;

/**
 * Points in (0, 1)^dimensions that fill it evenly: the Halton sequence, each digit put through a random permutation of its own
 * (Owen 2017, "A randomized Halton algorithm in R"), one prime a dimension. Without the permutations the first few hundred points
 * of a high dimension lie on lines.
 * @returns the point of an index from 0; the same for a seed however many are asked for
 */
export function haltonPoints(dimensions: number, seed: number): (index: number) => number[] {
  const random = generator(seed);
  const digits = primes(dimensions).map((base) => {
    const places = Math.ceil(Math.log(RESOLUTION) / Math.log(base));
    return { base, permutations: Array.from({ length: places }, () => shuffledPrefix(base, base, random)) };
  });
  return (index) =>
    digits.map(({ base, permutations }) => {
      let [rest, unit, point] = [index, 1 / base, 0];
      for (const permutation of permutations) {
        point += (permutation[rest % base] ?? 0) * unit;
        rest = Math.floor(rest / base);
        unit /= base;
      }
      return Math.min(1 - Number.EPSILON, Math.max(Number.EPSILON, point));
    });
}

function primes(count: number): number[] {
  const found: number[] = [];
  for (let candidate = 2; found.length < count; candidate += 1)
    if (found.every((prime) => candidate % prime !== 0)) found.push(candidate);
  return found;
}
