import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { RATER_IDS } from "@/core/raters";
import { weightOf, type Recipe } from "@/core/recipe";

/** Standard deviation of the logarithm of a weight: about 10 % of the weight. */
const SPREAD = 0.1;

/**
 * The recipe with each weight multiplied by exp(0.1·g), g standard normal. The noise of a rater depends on the number of
 * the draw and on the rater alone, so that the same recipe always gets the same answer.
 */
export function withNoisyWeights(recipe: Recipe, draw: number): Recipe {
  const weighted = RATER_IDS.filter((rater) => weightOf(recipe, rater) > 0);
  const noisy = weighted.map((rater) => {
    const noise = Math.exp(SPREAD * standardNormal(`weight noise ${String(draw)} ${rater}`));
    return [rater, weightOf(recipe, rater) * noise] as const;
  });
  return { ...recipe, weights: Object.fromEntries(noisy) };
}

/** A standard normal number from a name (Box and Muller 1958). */
function standardNormal(name: string): number {
  const bits = new DataView(sha256(utf8ToBytes(name)).buffer);
  const uniform = (at: number): number => (bits.getUint32(at) + 0.5) / 2 ** 32;
  return Math.sqrt(-2 * Math.log(uniform(0))) * Math.cos(2 * Math.PI * uniform(4));
}
