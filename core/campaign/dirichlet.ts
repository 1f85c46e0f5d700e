import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

/** Uniform in (0, 1]. */
const uniform = (random: RandomGenerator): number => 1 - uniformFloat64(random);

/** A standard normal number: the polar method (Marsaglia and Bray 1964), the second of a pair thrown away. */
function normal(random: RandomGenerator): number {
  for (;;) {
    const x = 2 * uniform(random) - 1;
    const y = 2 * uniform(random) - 1;
    const square = x * x + y * y;
    if (square > 0 && square < 1) return x * Math.sqrt((-2 * Math.log(square)) / square);
  }
}

/**
 * Logarithm of a Gamma(shape, 1) number (Marsaglia and Tsang 2000); a shape below 1 by their section 6, whose power of a uniform
 * number is kept as a logarithm, so that a shape of 0.01 does not end in 0.
 */
function logGamma(shape: number, random: RandomGenerator): number {
  if (shape < 1) return logGamma(shape + 1, random) + Math.log(uniform(random)) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(uniform(random)) < (x * x) / 2 + d - d * v + d * Math.log(v))
      return Math.log(d) + Math.log(v);
  }
}

/** A Dirichlet vector, sum 1; a shape of 0 gives 0. At least one shape is above 0. */
export function dirichlet(shapes: readonly number[], random: RandomGenerator): number[] {
  const logs = shapes.map((shape) => (shape === 0 ? Number.NEGATIVE_INFINITY : logGamma(shape, random)));
  const greatest = Math.max(...logs);
  const parts = logs.map((log) => Math.exp(log - greatest));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}
