import { formatCount, formatPercent, formatTokens } from "@/components/ui/format";
import type { PreviewFigures } from "@/core/preview/preview";
import { levelsOf, raterOf, RATERS, type RaterId } from "@/core/raters";
import { weightOf, type Recipe } from "@/core/recipe";
import type { CorpusStatistics, RaterStatistics } from "@/core/statistics";

export interface Warning {
  readonly id: "no-weight" | "nothing" | "dominance" | "fill" | "everything" | "missing" | "stand-ins";
  readonly text: string;
}

type Figures = Pick<PreviewFigures, "fill" | "documents" | "tokens" | "budgetTokens" | "basis" | "justOut">;

/** Below this share of the budget the fill is worth a word. */
const FULL = 0.97;
/** A rater with more than this share of the score's variance decides alone. */
const DOMINANT = 0.5;
/** Documents left out for a missing value, as a share of all, that are worth a word. */
const MANY_MISSING = 0.005;
/** Standard deviation of a percentile, which is uniform in [0, 1]. */
const RANK_SD = Math.sqrt(1 / 12);

/** What a person should know before confirming, in plain words; the gravest first. `figures` are null before the first preview. */
export function prepareWarnings(
  recipe: Recipe,
  statistics: CorpusStatistics,
  figures: Figures | null,
): Warning[] {
  const weighted = RATERS.map(({ id }) => id).filter((id) => weightOf(recipe, id) > 0);
  if (weighted.length === 0) {
    return [
      {
        id: "no-weight",
        text: "Every weight is 0, so nothing ranks the documents. Raise one, or take a preset.",
      },
    ];
  }
  return [
    figures === null ? null : fillWarning(figures, recipe),
    dominanceWarning(recipe, statistics, weighted),
    missingWarning(recipe, statistics, weighted),
    standInWarning(statistics, weighted),
  ].filter((warning) => warning !== null);
}

function fillWarning(
  { fill, budgetTokens, tokens, basis, documents, justOut }: Figures,
  { domains }: Recipe,
): Warning | null {
  if (fill >= FULL) return null;
  const filled = formatPercent(fill);
  const next = justOut[0];
  if (next === undefined && documents.value === 0)
    return { id: "nothing", text: "Nothing is selected: the recipe leaves every document out." };
  if (next === undefined) {
    const all = basis.kind === "exact" && documents.value >= basis.documents;
    return {
      id: "everything",
      text: `The budget is larger than what can be selected: ${all ? "all" : "all eligible"} documents are in, ${filled} of the budget.`,
    };
  }
  const left = Math.max(0, budgetTokens - tokens.value);
  return next.tokens > left
    ? {
        id: "fill",
        text: `${filled} of the budget is used: the next document has ${formatTokens(next.tokens)} tokens, more than the ${formatTokens(left)} that are left.`,
      }
    : {
        id: "fill",
        text:
          `${filled} of the budget is used: ` +
          (domains.rule === "bounds"
            ? "the domains that could take more have the most they may have."
            : "the quota of a domain is not filled, and is not handed on."),
      };
}

/** Variance shares as if the raters were independent: what weight × spread alone says. */
function dominanceWarning(
  recipe: Recipe,
  statistics: CorpusStatistics,
  weighted: readonly RaterId[],
): Warning | null {
  const variances = weighted.map((rater) => {
    const found = statistics.raters[rater];
    return {
      rater,
      variance: found === null ? 0 : (weightOf(recipe, rater) * spreadOf(recipe, rater, found)) ** 2,
    };
  });
  const total = variances.reduce((sum, { variance }) => sum + variance, 0);
  const [first] = variances.toSorted((a, b) => b.variance - a.variance);
  if (first === undefined || weighted.length === 1 || total === 0 || first.variance / total <= DOMINANT)
    return null;
  const share = formatPercent(first.variance / total, 0);
  return {
    id: "dominance",
    text: `${raterOf(first.rater).label} alone makes ${share} of the score's variance (weight × spread, raters taken as independent).`,
  };
}

/** Standard deviation of a rater's normalised score. */
function spreadOf(recipe: Recipe, rater: RaterId, { value, argmax }: RaterStatistics): number {
  switch (recipe.normalisation) {
    case "rank":
      return value.sd === 0 ? 0 : RANK_SD;
    case "zscore":
      return value.sd === 0 ? 0 : 1;
    case "published": {
      const levels = levelsOf(raterOf(rater));
      if (levels !== null && argmax !== null) return (5 * argmax.sd) / (levels - 1);
      return value.max === value.min ? 0 : (5 * value.sd) / (value.max - value.min);
    }
  }
}

function missingWarning(
  recipe: Recipe,
  statistics: CorpusStatistics,
  weighted: readonly RaterId[],
): Warning | null {
  if (recipe.missing !== "exclude") return null;
  const [worst] = weighted
    .map((rater) => ({ rater, missing: statistics.raters[rater]?.value.missing ?? 0 }))
    .toSorted((a, b) => b.missing - a.missing);
  if (worst === undefined || worst.missing < MANY_MISSING * statistics.documents) return null;
  return {
    id: "missing",
    text: `At least ${formatCount(worst.missing)} documents are left out because they miss a rater (${raterOf(worst.rater).label}).`,
  };
}

function standInWarning(statistics: CorpusStatistics, weighted: readonly RaterId[]): Warning | null {
  const count = weighted.filter((rater) => statistics.raters[rater]?.provenance === "stand-in").length;
  if (count === 0) return null;
  return {
    id: "stand-ins",
    text: `${count === 1 ? "One rater" : `${formatCount(count)} raters`} with weight ${count === 1 ? "is a stand-in" : "are stand-ins"}: heuristics of the demo, no model has rated these texts.`,
  };
}
