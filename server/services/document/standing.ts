import { z } from "zod";
import { conditionSql } from "@/core/document-filter";
import type { SqlEngine } from "@/core/engine";
import { recipeSchema } from "@/core/recipe";
import type { ScoringPlan } from "@/core/scoring/plan";
import { standingOf, type LeftOut, type Standing } from "@/core/selection/standing";
import type { Context } from "@/server/services/context";
import { noSuchDocument } from "@/server/services/document/no-such-document";
import { withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
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
    ? await withDocuments(ctx, versionId, ({ engine, table }) =>
        whyLeftOut(engine, table, ranking.plan, ordinal),
      )
    : null;
  return standingOf(ranking, ordinal, leftOut);
}

/** Filters come first: a document that fails one is not asked for its raters. */
async function whyLeftOut(
  engine: SqlEngine,
  table: string,
  { conditions, terms }: ScoringPlan,
  ordinal: number,
): Promise<LeftOut> {
  const required = terms.filter(({ missing }) => missing === null);
  const met = [
    ...conditions.map((condition) => `coalesce(${conditionSql(condition)}, FALSE)`),
    ...required.map(({ column }) => `${column} IS NOT NULL`),
  ];
  const columns = met.map((condition, at) => `${condition} AS met_${String(at)}`).join(", ");
  const [row] = await engine.query(`SELECT ${columns} FROM ${table} WHERE ordinal = ${String(ordinal)}`);
  const fails = (at: number): boolean => row?.[`met_${String(at)}`] === false;
  const failed = conditions.filter((_, at) => fails(at));
  return failed.length > 0
    ? { kind: "filtered", failed }
    : {
        kind: "missing",
        raters: required.filter((_, at) => fails(conditions.length + at)).map(({ rater }) => rater),
      };
}
