import type { SqlEngine } from "@/core/engine";
import type { Questioned } from "@/core/questions/questioned";
import type { RaterId } from "@/core/raters";
import type { Recipe } from "@/core/recipe";
import { planScoring, type ScoringPlan, type Term } from "@/core/scoring/plan";
import { normalisedSql, scoredSql } from "@/core/scoring/score-sql";

/** Rows of a score table with normalised scores instead of values: many plans read them, none normalises again. */
export interface StoredTerms {
  /** Name of the temporary table. */
  readonly rows: string;
  /** The plan of a recipe that weighs no rater and filters by no column that the stored recipe does not, for these rows. */
  readonly planOf: (recipe: Recipe) => ScoringPlan;
}

const ROWS = "stored_terms";

/**
 * Stores z of each weighted rater as DOUBLE, the bits that the score is summed of, in a temporary table of the connection.
 * @throws StudioError `invalid-input` for a recipe that does not suit the corpus, `cancelled`
 */
export async function storeTerms(questioned: Questioned): Promise<StoredTerms> {
  const { engine, table, recipe, statistics, signal } = questioned;
  const plan = planScoring(recipe, statistics);
  const kept = await namedColumns(engine, table, scoredSql(readingStored(plan), table), signal);
  const stored = plan.terms
    .filter(isStored)
    .map((term) => `${normalisedSql(term)} AS ${storedColumn(term.rater)}`);
  await engine.query(
    `CREATE OR REPLACE TEMP TABLE ${ROWS} AS SELECT ${[...kept, ...stored].join(", ")} FROM ${table}`,
    signal,
  );
  return { rows: ROWS, planOf: (other) => readingStored(planScoring(other, statistics)) };
}

const storedColumn = (rater: RaterId): string => `z_${rater}`;

/** A constant rater adds nothing; only whether it is missing may matter, which its own column tells. */
const isStored = (term: Term): boolean => term.normaliser.kind !== "constant";

function readingStored(plan: ScoringPlan): ScoringPlan {
  const renamed = new Map(
    plan.terms.filter(isStored).map(({ column, rater }) => [column, storedColumn(rater)]),
  );
  return {
    ...plan,
    terms: plan.terms.map((term) =>
      isStored(term)
        ? {
            ...term,
            column: storedColumn(term.rater),
            missing: null,
            direction: 1,
            normaliser: { kind: "rank" },
          }
        : term,
    ),
    required: plan.required.map((column) => renamed.get(column) ?? column),
  };
}

/** Columns of a table that a statement names; a word that only looks like one costs memory, no more. */
async function namedColumns(
  engine: SqlEngine,
  table: string,
  sql: string,
  signal: AbortSignal,
): Promise<string[]> {
  const words = new Set(sql.match(/\w+/g));
  const columns = await engine.query(`SELECT column_name FROM (DESCRIBE ${table})`, signal);
  return columns.map(({ column_name: name }) => String(name)).filter((name) => words.has(name));
}
