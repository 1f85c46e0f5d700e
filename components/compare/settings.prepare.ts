import { settingFacts } from "@/components/ui/recipe-facts";
import { RATERS, type RaterId } from "@/core/raters";
import { directionOf, weightOf, type Recipe } from "@/core/recipe";

export interface SettingRow {
  readonly label: string;
  /** In the order of the recipes. */
  readonly texts: readonly string[];
  /** Whether any recipe says something else than the first. */
  readonly differs: boolean;
}

/** What recipes say besides their weights; the first is the baseline. */
export function settingRows(recipes: readonly Recipe[]): SettingRow[] {
  const facts = recipes.map(settingFacts);
  return (facts[0] ?? []).map(({ label, text }, place) => {
    const texts = facts.map((all) => all[place]?.text ?? "none");
    return { label, texts, differs: texts.some((other) => other !== text) };
  });
}

export interface WeightCell {
  /** Share of all weight of the recipe, 0 … 1. */
  readonly share: number;
  readonly direction: 1 | -1;
  /** `share` as 0 … 1 of the largest of all recipes and raters. */
  readonly length: number;
  /** Share with its direction less that of the baseline. */
  readonly difference: number;
}

export interface WeightRow {
  readonly rater: RaterId;
  readonly label: string;
  readonly cells: readonly WeightCell[];
  /** Largest difference from the baseline; exactly 0 where all agree. */
  readonly spread: number;
}

const sumOf = (recipe: Recipe): number => RATERS.reduce((sum, { id }) => sum + weightOf(recipe, id), 0);

/**
 * Weights as shares of each recipe's own sum: what a ranking is made of, however the recipe scales them. What differs most
 * first, then by the share of the baseline.
 */
export function weightRows(recipes: readonly Recipe[]): WeightRow[] {
  const sums = recipes.map(sumOf);
  const shares = RATERS.map(({ id }) =>
    recipes.map((recipe, place) => weightOf(recipe, id) / (sums[place] || 1)),
  );
  const largest = Math.max(1e-12, ...shares.flat());
  const rows = RATERS.map(({ id, label }, rater): WeightRow => {
    const own = shares[rater] ?? [];
    const directions = recipes.map((recipe, place) => ((own[place] ?? 0) > 0 ? directionOf(recipe, id) : 1));
    const signed = own.map((share, place) => share * (directions[place] ?? 1));
    const cells = own.map((share, place): WeightCell => ({
      share,
      direction: directions[place] ?? 1,
      length: share / largest,
      difference: round((signed[place] ?? 0) - (signed[0] ?? 0)),
    }));
    return {
      rater: id,
      label,
      cells,
      spread: Math.max(0, ...cells.map(({ difference }) => Math.abs(difference))),
    };
  });
  return rows.toSorted((a, b) => b.spread - a.spread || (b.cells[0]?.share ?? 0) - (a.cells[0]?.share ?? 0));
}

/** Shares of equal weights under other sums differ by dust. */
const round = (difference: number): number => Number(difference.toFixed(9)) + 0;

/** Points of all weights as the recipe writes them. */
export const pointsOf = (recipe: Recipe): number => Number((sumOf(recipe) * 100).toFixed(4));
