import { filterConditions, type FilterCondition } from "@/core/document-filter";
import { StudioError } from "@/core/errors";
import { levelsOf, raterOf, RATERS, type RaterId } from "@/core/raters";
import { directionOf, weightOf, type Normalisation, type Recipe } from "@/core/recipe";
import { raterColumn, type RaterColumnKind } from "@/core/score-table";
import { NOISE_ENDS, noiseOf, type Noise } from "@/core/scoring/noise";
import { normalise, rankOf, type Normaliser } from "@/core/scoring/normalise";
import { planBounds, planPools, type Bounds, type Pool } from "@/core/scoring/pools";
import type { ColumnStatistics, CorpusStatistics, RaterStatistics } from "@/core/statistics";

/** One summand w·z of the score. */
export interface Term {
  readonly rater: RaterId;
  readonly weight: number;
  readonly direction: 1 | -1;
  readonly kind: RaterColumnKind;
  readonly column: string;
  readonly normaliser: Normaliser;
  /** Value x that stands for a missing one; null when the document drops out instead. */
  readonly missing: number | null;
}

/** What a recipe means for one corpus: everything the SQL of both engines is made of. */
export interface ScoringPlan {
  /** Raters of weight > 0 in the order of `RATERS`, which is the order of summation. */
  readonly terms: readonly Term[];
  /** What a document must meet to be ranked. */
  readonly conditions: readonly FilterCondition[];
  /** Columns that must not be NULL. */
  readonly required: readonly string[];
  /** Documents that each group may have in the ranking; null where there is no cap. */
  readonly cap: number | null;
  readonly pools: readonly Pool[];
  /** Ends of single domains under the one threshold of `pools`; null without any. */
  readonly bounds: Bounds | null;
  readonly budgetTokens: number;
  /** Null where the score itself ranks. */
  readonly noise: Noise | null;
  /** No rank key (see `rankKeySql`) lies outside [low, high]; low < high. */
  readonly low: number;
  readonly high: number;
}

/** Share of the span by which the bounds are widened, far more than 25 roundings can add. */
const SLACK = 1e-9;

/**
 * Reads a recipe against the frozen statistics of a corpus.
 * @throws StudioError `invalid-input` for a weight or a filter on a rater the corpus lacks, for no weight at all and
 * for a share or a bound of a domain the corpus does not have, and for a cap on a corpus without groups.
 */
export function planScoring(recipe: Recipe, statistics: CorpusStatistics): ScoringPlan {
  const terms = RATERS.filter((rater) => weightOf(recipe, rater.id) > 0).map((rater) =>
    planTerm(recipe, rater.id, statistics.raters[rater.id]),
  );
  if (terms.length === 0) {
    throw new StudioError(
      "invalid-input",
      "Every weight of the recipe is 0.",
      "Give at least one rater a weight.",
    );
  }
  const budgetTokens =
    "tokens" in recipe.budget ? recipe.budget.tokens : Math.floor(recipe.budget.share * statistics.tokens);
  return {
    terms,
    conditions: filterConditions(recipe.filters ?? {}, statistics),
    required: terms.filter((term) => term.missing === null).map((term) => term.column),
    cap: planCap(recipe, statistics),
    pools: planPools(recipe.domains, budgetTokens, statistics),
    bounds: planBounds(recipe.domains, budgetTokens, statistics),
    budgetTokens,
    noise: noiseOf(recipe),
    ...keyBounds(noiseOf(recipe), boundsOf(terms, statistics)),
  };
}

function planCap({ cap }: Recipe, { groups }: CorpusStatistics): number | null {
  if (cap === undefined) return null;
  if (groups !== undefined) return cap.documents;
  throw new StudioError(
    "invalid-input",
    `The recipe takes at most ${String(cap.documents)} documents of a group, but no document of the corpus belongs to one.`,
    "Take the cap out of the recipe, or import the corpus again with a column that names the group of each document.",
  );
}

/** Kind of column a rater is read from: under `published` a classifier counts by its most likely level. */
export function columnKind(rater: RaterId, normalisation: Normalisation): RaterColumnKind {
  if (normalisation === "rank") return "rank";
  return normalisation === "published" && levelsOf(raterOf(rater)) !== null ? "argmax" : "value";
}

function planTerm(recipe: Recipe, rater: RaterId, found: RaterStatistics | null): Term {
  if (found === null) {
    throw new StudioError(
      "invalid-input",
      `${raterOf(rater).label} has weight ${String(weightOf(recipe, rater))}, but no document of the corpus has this rater.`,
      "Set its weight to 0.",
    );
  }
  const kind = columnKind(rater, recipe.normalisation);
  const column = usedColumn(found, kind);
  return {
    rater,
    weight: weightOf(recipe, rater),
    direction: directionOf(recipe, rater),
    kind,
    column: raterColumn(rater, kind),
    normaliser: normaliserOf(rater, kind, recipe.normalisation, column),
    missing: missingValue(recipe, kind, column),
  };
}

/** Statistics of the column a kind reads; ranks are percentiles of the value column. */
function usedColumn(found: RaterStatistics, kind: RaterColumnKind): ColumnStatistics {
  return kind === "argmax" && found.argmax !== null ? found.argmax : found.value;
}

function normaliserOf(
  rater: RaterId,
  kind: RaterColumnKind,
  normalisation: Normalisation,
  column: ColumnStatistics,
): Normaliser {
  if (column.max === column.min || column.sd === 0) return { kind: "constant" };
  if (kind === "rank") return { kind: "rank" };
  if (kind === "argmax") return { kind: "level", top: (levelsOf(raterOf(rater)) ?? 2) - 1 };
  return normalisation === "published"
    ? { kind: "min-max", min: column.min, range: column.max - column.min }
    : { kind: "z-score", mean: column.mean, sd: column.sd };
}

function missingValue(recipe: Recipe, kind: RaterColumnKind, column: ColumnStatistics): number | null {
  if (recipe.missing === "exclude") return null;
  const x = recipe.missing === "zero" ? 0 : medianOf(column);
  // The rank column holds float32: an equal value must get an equal rank.
  return kind === "rank" ? Math.fround(rankOf(column.quantiles, x)) : x;
}

const medianOf = (column: ColumnStatistics): number =>
  column.quantiles[(column.quantiles.length - 1) / 2] ?? column.mean;

interface Ends {
  readonly low: number;
  readonly high: number;
}

const keyBounds = (noise: Noise | null, { low, high }: Ends): Ends =>
  noise === null
    ? { low, high }
    : { low: low / noise.temperature + NOISE_ENDS.low, high: high / noise.temperature + NOISE_ENDS.high };

function boundsOf(terms: readonly Term[], statistics: CorpusStatistics): Ends {
  let low = 0;
  let high = 0;
  for (const term of terms) {
    const found = statistics.raters[term.rater];
    if (found === null) continue;
    const column = usedColumn(found, term.kind);
    const ends = term.kind === "rank" ? [0, 1] : [column.min, column.max];
    if (term.missing !== null) ends.push(term.missing);
    const parts = ends.map((x) => term.weight * normalise(term, x));
    low += Math.min(...parts);
    high += Math.max(...parts);
  }
  const slack = Math.max(high - low, Math.abs(low), Math.abs(high)) * SLACK || 1;
  return { low: low - slack, high: high + slack };
}
