import type { Questioned } from "@/core/questions/questioned";
import { storeTerms } from "@/core/questions/stored-terms";
import type { Recipe } from "@/core/recipe";
import { rowNumber } from "@/core/row-number";
import { scoredSql } from "@/core/scoring/score-sql";
import { checkedFigures } from "@/core/selection/exact-figures";
import { cutScored } from "@/core/selection/cut-ranking";
import { selectedSql } from "@/core/selection/selected-sql";

/** A selection that others are held against. */
export interface HeldSelection {
  readonly tokens: number;
  /** Tokens that another recipe selects, and those of them that are in the held selection as well. */
  readonly compare: (other: Recipe) => Promise<{ readonly tokens: number; readonly shared: number }>;
}

/** DuckDB groups one byte by plain indexing; the cut lies among a few thousand documents. */
const BINS = 256;
const SCORED = "scored_rows";
const HELD = "held_documents";

/**
 * Selects by the recipe and keeps the selection in a temporary table of the connection, for recipes that differ from it in
 * weights alone. Scores are written down before they are read: a condition on a score would compute it again.
 * @throws StudioError `invalid-input` for a recipe that selects nothing or does not suit the corpus, `cancelled`
 */
export async function holdSelection(questioned: Questioned): Promise<HeldSelection> {
  const { engine, recipe, statistics, signal } = questioned;
  const { rows, planOf } = await storeTerms(questioned);
  const select = async (other: Recipe) => {
    const plan = planOf(other);
    await engine.query(`CREATE OR REPLACE TEMP TABLE ${SCORED} AS ${scoredSql(plan, rows)}`, signal);
    const cuts = await cutScored(engine, SCORED, plan, { bins: BINS, signal });
    const tokens = cuts.reduce((sum, cut) => sum + cut.tokens, 0);
    return { plan, cuts, tokens, documents: `${SCORED} WHERE ${selectedSql(cuts)}` };
  };
  const held = await select(recipe);
  checkedFigures(held.plan, held.cuts, statistics);
  await engine.query(`CREATE OR REPLACE TEMP TABLE ${HELD} AS SELECT ordinal FROM ${held.documents}`, signal);
  return {
    tokens: held.tokens,
    compare: async (other) => {
      const { tokens, documents } = await select(other);
      const [row = {}] = await engine.query(
        `SELECT coalesce(sum(tokens), 0) AS shared FROM ${documents} AND ordinal IN (FROM ${HELD})`,
        signal,
      );
      return { tokens, shared: rowNumber(row, "shared") };
    },
  };
}
