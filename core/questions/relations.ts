import type { SqlRow } from "@/core/engine";
import type { Questioned } from "@/core/questions/questioned";
import { storeTerms } from "@/core/questions/stored-terms";
import type { RaterId } from "@/core/raters";
import { rowNumber } from "@/core/row-number";
import type { ScoringPlan } from "@/core/scoring/plan";
import { eligibleSql, normalisedSql } from "@/core/scoring/score-sql";
import { doubleSql } from "@/core/sql-number";

/** How the weighted raters of a recipe hang together, over all documents that have a score. */
export interface Relations {
  /** Raters of weight > 0 in the order of `RATERS`. */
  readonly raters: readonly RaterId[];
  readonly documents: number;
  /** Pearson's correlation of zᵢ and zⱼ, −1 … 1, rater by rater; null where one of the two does not vary. */
  readonly correlation: readonly (readonly (number | null)[])[];
  /** Cov(wᵢzᵢ, s)/Var(s) in the order of `raters`, which sum to 1; null where the score does not vary. */
  readonly dominance: readonly number[] | null;
}

/** Below this share of what independent raters would give, a variance is what roundings leave of opposed ones. */
const CANCELLED = 1e-12;

/**
 * Measures covariances in two passes: means, then the products of what deviates from them.
 * @throws StudioError `invalid-input` for a recipe that does not suit the corpus, `cancelled`
 */
export async function measureRelations(questioned: Questioned): Promise<Relations> {
  const { engine, recipe, signal } = questioned;
  const { rows, planOf } = await storeTerms(questioned);
  const plan = planOf(recipe);
  const [spread = {}] = await engine.query(spreadSql(plan, rows), signal);
  const documents = rowNumber(spread, "documents");
  const means = plan.terms.map(
    (_, at) => constantMean(spread, at) ?? Number(spread[`mean${String(at)}`] ?? 0),
  );
  const varies = plan.terms.map((_, at) => documents > 0 && constantMean(spread, at) === null);
  const [products = {}] = await engine.query(productsSql(plan, rows, means), signal);
  const covariance = (a: number, b: number): number =>
    varies[a] === true && varies[b] === true
      ? rowNumber(products, productName(Math.min(a, b), Math.max(a, b))) / documents
      : 0;
  return {
    raters: plan.terms.map(({ rater }) => rater),
    documents,
    correlation: plan.terms.map((_, a) =>
      plan.terms.map((__, b) =>
        varies[a] === true && varies[b] === true ? correlation(covariance, a, b) : null,
      ),
    ),
    dominance: dominance(plan, covariance),
  };
}

type Covariance = (a: number, b: number) => number;

function correlation(covariance: Covariance, a: number, b: number): number {
  if (a === b) return 1;
  const size = Math.sqrt(covariance(a, a) * covariance(b, b));
  return Math.min(1, Math.max(-1, covariance(a, b) / size));
}

function dominance({ terms }: ScoringPlan, covariance: Covariance): number[] | null {
  const shares = terms.map(({ weight }, a) =>
    terms.reduce((sum, other, b) => sum + weight * other.weight * covariance(a, b), 0),
  );
  const variance = shares.reduce((sum, share) => sum + share, 0);
  const independent = terms.reduce((sum, { weight }, a) => sum + weight * weight * covariance(a, a), 0);
  return variance > CANCELLED * independent ? shares.map((share) => share / variance) : null;
}

/** z of every term, the twin of what the score sums. */
const termsSql = (plan: ScoringPlan, table: string): string =>
  `(SELECT ${plan.terms.map((term, at) => `${normalisedSql(term)} AS z${String(at)}`).join(", ")} ` +
  `FROM ${table} WHERE ${eligibleSql(plan)}) AS terms`;

function spreadSql(plan: ScoringPlan, table: string): string {
  const spreads = plan.terms.map((_, place) => {
    const at = String(place);
    return `avg(z${at}) AS mean${at}, min(z${at}) AS low${at}, max(z${at}) AS high${at}`;
  });
  return `SELECT count(*) AS documents, ${spreads.join(", ")} FROM ${termsSql(plan, table)}`;
}

/** The one value that a term has among the documents; null where it varies. Its average may differ by a rounding. */
function constantMean(spread: SqlRow, at: number): number | null {
  const [low, high] = [spread[`low${String(at)}`], spread[`high${String(at)}`]];
  return typeof low === "number" && low === high ? low : null;
}

const productName = (a: number, b: number): string => `p${String(a)}_${String(b)}`;

function productsSql(plan: ScoringPlan, table: string, means: readonly number[]): string {
  const products = plan.terms.flatMap((_, a) =>
    plan.terms.slice(a).map((__, offset) => {
      const b = a + offset;
      return `coalesce(sum(d${String(a)} * d${String(b)}), 0) AS ${productName(a, b)}`;
    }),
  );
  const deviations = means.map((mean, at) => `z${String(at)} - ${doubleSql(mean)} AS d${String(at)}`);
  return `SELECT ${products.join(", ")} FROM (SELECT ${deviations.join(", ")} FROM ${termsSql(plan, table)}) AS deviations`;
}
