import { z } from "zod";
import { conditionSql } from "@/core/document-filter";
import type { SqlEngine } from "@/core/engine";
import { recipeSchema } from "@/core/recipe";
import { rowNumber } from "@/core/row-number";
import { GROUP_COLUMN } from "@/core/scoring/cap-sql";
import { scoredSql } from "@/core/scoring/score-sql";
import type { ScoringPlan } from "@/core/scoring/plan";
import { standingOf, type Capped, type LeftOut, type Standing } from "@/core/selection/standing";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { sqlText } from "@/server/duckdb/sql-literal";
import type { Context } from "@/server/services/context";
import { groupNamesPath } from "@/server/services/corpus/version-files";
import { noSuchDocument } from "@/server/services/document/no-such-document";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { withRankedCorpus } from "@/server/services/selection/ranked-corpus";
import { findRanking } from "@/server/services/selection/ranking";

export const documentStandingInput = z.object({
  versionId: z.string().min(1),
  ordinal: z.number().int().nonnegative(),
  recipe: recipeSchema,
});

/**
 * Score, rank and margin of a document under a recipe, exact over the whole corpus, and why it is in or out.
 * @throws StudioError `not-found`, `invalid-input` for a recipe that does not suit the corpus, `cancelled`
 */
export async function documentStanding({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof documentStandingInput>;
  signal?: AbortSignal | undefined;
}): Promise<Standing> {
  const { versionId, ordinal, recipe } = parseInput(documentStandingInput, input);
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  const ranking = await findRanking({ fingerprint, home: ctx.home, recipe }, signal);
  if (ordinal >= ranking.scores.length) throw noSuchDocument(ordinal);
  const leftOut = Number.isNaN(ranking.scores[ordinal])
    ? await withRankedCorpus(
        { fingerprint, home: ctx.home, recipe },
        (engine, table) =>
          whyLeftOut({ engine, table, names: groupNamesPath(fingerprint, ctx.home) }, ranking.plan, ordinal),
        signal,
      )
    : null;
  return standingOf(ranking, ordinal, leftOut);
}

interface Ranked {
  readonly engine: SqlEngine;
  /** With the columns that the plan reads. */
  readonly table: string;
  /** File with the names of groups. */
  readonly names: string;
}

/** Filters come first: a document that fails one is not asked for its raters. What neither leaves out, the cap does. */
async function whyLeftOut(ranked: Ranked, plan: ScoringPlan, ordinal: number): Promise<LeftOut> {
  const { engine, table } = ranked;
  const { conditions, terms } = plan;
  const required = terms.filter(({ missing }) => missing === null);
  const met = [
    ...conditions.map((condition) => `coalesce(${conditionSql(condition)}, FALSE)`),
    ...required.map(({ column }) => `${column} IS NOT NULL`),
  ];
  const columns = met.map((condition, at) => `${condition} AS met_${String(at)}`).join(", ");
  const [row] = await engine.query(
    `SELECT ordinal, ${columns} FROM ${table} WHERE ordinal = ${String(ordinal)}`,
  );
  const fails = (at: number): boolean => row?.[`met_${String(at)}`] === false;
  const failed = conditions.filter((_, at) => fails(at));
  if (failed.length > 0) return { kind: "filtered", failed };
  const raters = required.filter((_, at) => fails(conditions.length + at)).map(({ rater }) => rater);
  if (raters.length > 0 || plan.cap === null) return { kind: "missing", raters };
  return capped(ranked, { ...plan, cap: plan.cap }, ordinal);
}

/** Documents that are named in place of one that a cap leaves out. */
const MOST_BETTER = 3;

async function capped(
  { engine, table, names }: Ranked,
  plan: ScoringPlan & { readonly cap: number },
  ordinal: number,
): Promise<Capped> {
  const own = `(SELECT ${GROUP_COLUMN} FROM ${table} WHERE ordinal = ${String(ordinal)})`;
  const group = `(FROM ${table} WHERE ${GROUP_COLUMN} = ${own})`;
  const [named] = await engine.query(
    `SELECT ${keepText("name")} AS name FROM read_parquet(${sqlText(names)}) WHERE ${GROUP_COLUMN} = ${own}`,
  );
  const better = await engine.query(
    `SELECT ordinal, ${keepText("doc_id")} AS doc_id FROM ${scoredSql(plan, group)} AS ranked ` +
      `JOIN (SELECT ordinal, doc_id FROM ${table}) AS named USING (ordinal) ` +
      `ORDER BY ranked.score DESC, ordinal LIMIT ${String(MOST_BETTER)}`,
  );
  return {
    kind: "capped",
    group: keptText(named?.["name"]),
    cap: plan.cap,
    better: better.map((row) => ({ ordinal: rowNumber(row, "ordinal"), id: keptText(row["doc_id"]) })),
  };
}
