import canonicalize from "canonicalize";
import { RATER_IDS, raterOf, type RaterId } from "@/core/raters";
import { directionOf, weightOf, type Budget, type Recipe } from "@/core/recipe";
import { sharedOut, totalWeight } from "@/core/recipe-edit";
import { canonicalRecipe } from "@/core/recipe-identity";

const NAME_LIMIT = 120;
const MILLIONTHS = 1_000_000;

/**
 * Why there is no way between two recipes on which only weights and budget change, in words: all that differs besides them.
 * Null where there is one.
 */
export function betweenHindrance(a: Recipe, b: Recipe): string | null {
  const [first, second] = [canonicalRecipe(a), canonicalRecipe(b)];
  const turned = RATER_IDS.filter(
    (rater) =>
      weightOf(first, rater) > 0 &&
      weightOf(second, rater) > 0 &&
      directionOf(first, rater) !== directionOf(second, rater),
  ).map((rater) => raterOf(rater).label);
  const differing = [
    ...(first.normalisation === second.normalisation ? [] : ["the normalisation"]),
    ...(turned.length === 0 ? [] : [`the direction of ${turned.join(", ")}`]),
    ...(first.missing === second.missing ? [] : ["what counts for a missing value"]),
    ...(isSame(first.domains, second.domains) ? [] : ["the domain rule"]),
    ...(isSame(first.filters, second.filters) ? [] : ["the filters"]),
    ...(isSame(first.cap, second.cap) ? [] : ["the cap on groups"]),
    ...(first.temperature === second.temperature ? [] : ["the temperature"]),
    ...(first.seed === second.seed ? [] : ["the seed"]),
    ...("tokens" in first.budget === "tokens" in second.budget ? [] : ["the kind of budget"]),
    ...(first.temperature === undefined || totalWeight(first) === totalWeight(second)
      ? []
      : ["the sum of the weights, which a temperature counts against"]),
  ];
  if (differing.length === 0) return null;
  return `"${a.name}" and "${b.name}" differ in ${differing.join("; ")}.`;
}

const isSame = (a: object | undefined, b: object | undefined): boolean =>
  canonicalize(a ?? {}) === canonicalize(b ?? {});

/**
 * The recipe at a place on the way from one to another that `betweenHindrance` has nothing against: both vectors of weights
 * scaled to sum 1 (under a temperature to the sum that they share), mixed linearly and cut to 6 decimals by the largest
 * remainders; the budget mixed linearly, too. The ends are the recipes themselves.
 * @param at 0: the first, 1: the second
 */
export function mixRecipes(first: Recipe, second: Recipe, at: number): Recipe {
  if (at === 0) return first;
  if (at === 1) return second;
  const part = (recipe: Recipe, rater: RaterId): number => weightOf(recipe, rater) / totalWeight(recipe);
  const mixed = (rater: RaterId): number => (1 - at) * part(first, rater) + at * part(second, rater);
  const used = RATER_IDS.filter((rater) => mixed(rater) > 0);
  const total = first.temperature === undefined ? 1 : totalWeight(first);
  const settings = { ...first };
  delete settings.note;
  return {
    ...settings,
    name: `${first.name} → ${second.name}, ${String(Math.round(100 * at))} %`.slice(-NAME_LIMIT),
    weights: sharedOut(used, mixed, Math.round(total * MILLIONTHS)),
    directions: Object.fromEntries(
      used.map((rater) => [rater, directionOf(weightOf(first, rater) > 0 ? first : second, rater)]),
    ),
    budget: mixBudgets(first.budget, second.budget, at),
  };
}

function mixBudgets(a: Budget, b: Budget, at: number): Budget {
  if ("tokens" in a && "tokens" in b) return { tokens: Math.round((1 - at) * a.tokens + at * b.tokens) };
  if ("share" in a && "share" in b) return { share: (1 - at) * a.share + at * b.share };
  throw new RangeError("budgets of two kinds have nothing between them");
}

/** Places 0 … steps in the order in which they tell most: both ends, the middle, the quarters, and so on. */
export function usefulOrder(steps: number): number[] {
  const order = [0, steps];
  let gaps: (readonly [number, number])[] = [[0, steps]];
  while (gaps.length > 0) {
    gaps = gaps.flatMap(([from, to]) => {
      if (to - from < 2) return [];
      const middle = Math.floor((from + to) / 2);
      order.push(middle);
      return [[from, middle] as const, [middle, to] as const];
    });
  }
  return order;
}
