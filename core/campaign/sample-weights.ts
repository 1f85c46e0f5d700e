import { dirichlet } from "@/core/campaign/dirichlet";
import { haltonPoints } from "@/core/campaign/halton";
import { checkBounds, nearestWithin, WHOLE, type WeightBound } from "@/core/campaign/weight-bounds";
import { StudioError } from "@/core/errors";
import { generator } from "@/core/review/draw";

/** How the weight vectors of a campaign are drawn. */
export type Sampling =
  /** Symmetric: α = 1 is uniform, less gives vectors that few raters rule, more gives vectors near the uniform one. */
  | { readonly kind: "dirichlet"; readonly alpha: number }
  /** Uniform as Dirichlet with α = 1, but evener: no two vectors are needlessly alike. */
  | { readonly kind: "even" }
  /** Dirichlet with the prior as its mean; the variance of a weight p is p (1 − p) / (concentration + 1). */
  | { readonly kind: "around"; readonly prior: readonly number[]; readonly concentration: number };

/**
 * The first `count` weight vectors of a sequence, in whole millionths that sum to 1,000,000. They depend on the seed and their
 * place alone: asking for more gives the same ones first. Bounds move a vector to the nearest one within them
 * (docs/decisions/2026-11-28-sampling-weights.md).
 * @param bounds one a rater
 * @throws StudioError `invalid-input` for bounds that leave no room and settings that are none
 */
export function sampleWeights(
  sampling: Sampling,
  bounds: readonly WeightBound[],
  count: number,
  seed: number,
): number[][] {
  checkBounds(bounds);
  const draw = drawer(sampling, bounds.length, seed);
  return Array.from({ length: count }, (_, index) =>
    nearestWithin(
      draw(index).map((weight) => weight * WHOLE),
      bounds,
    ),
  );
}

/** Draws the vectors of a sequence in order, each of sum 1. */
function drawer(sampling: Sampling, raters: number, seed: number): (index: number) => number[] {
  switch (sampling.kind) {
    case "even": {
      const pointOf = haltonPoints(raters, seed);
      return (index) => onSimplex(pointOf(index));
    }
    case "dirichlet": {
      const shapes = Array.from({ length: raters }, () => positive(sampling.alpha, "The α of the draw"));
      const random = generator(seed);
      return () => dirichlet(shapes, random);
    }
    case "around": {
      const concentration = positive(sampling.concentration, "The concentration around the prior");
      const total = checkedTotal(sampling.prior, raters);
      const shapes = sampling.prior.map((weight) => (concentration * weight) / total);
      const random = generator(seed);
      return () => dirichlet(shapes, random);
    }
  }
}

/** Exponential numbers over their sum are uniform on the simplex (Devroye 1986, chapter V.2). */
function onSimplex(point: readonly number[]): number[] {
  const parts = point.map((uniform) => -Math.log(uniform));
  const total = parts.reduce((sum, part) => sum + part, 0);
  return parts.map((part) => part / total);
}

function positive(value: number, what: string): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new StudioError("invalid-input", `${what} is ${String(value)}.`, "Choose a number above 0.");
}

function checkedTotal(prior: readonly number[], raters: number): number {
  const total = prior.reduce((sum, weight) => sum + weight, 0);
  if (prior.length === raters && prior.every((weight) => weight >= 0) && Number.isFinite(total) && total > 0)
    return total;
  throw new StudioError(
    "invalid-input",
    `The prior has ${String(prior.length)} weights that sum to ${String(total)}, for ${String(raters)} raters.`,
    "Give one weight of 0 or more a rater, not all 0.",
  );
}
