import { z } from "zod";
import type { SqlRow } from "@/core/engine";
import { recipeSchema } from "@/core/recipe";
import { around } from "@/core/selection/place-in-ranking";
import { marginOf, type Ranking } from "@/core/selection/standing";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import type { Context } from "@/server/services/context";
import { withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { findRanking } from "@/server/services/selection/ranking";

export const documentNeighboursInput = z.object({
  versionId: z.string().min(1),
  ordinal: z.number().int().nonnegative(),
  recipe: recipeSchema,
  /** Documents on either side. */
  count: z.number().int().min(1).max(20).default(3),
});

export interface RankNeighbour {
  readonly ordinal: number;
  readonly id: string;
  readonly domain: string;
  /** Score less the threshold that decides about this document; null where nothing is in. */
  readonly margin: number | null;
  readonly in: boolean;
}

/** Both in the order of the ranking, highest score first. */
export interface RankNeighbours {
  readonly above: readonly RankNeighbour[];
  readonly below: readonly RankNeighbour[];
}

/**
 * The documents just above and just below one in the ranking of a recipe; none when the recipe leaves it out.
 * @throws StudioError `not-found`, `invalid-input` for a recipe that does not suit the corpus, `cancelled`
 */
export async function documentNeighbours({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof documentNeighboursInput>;
  signal?: AbortSignal | undefined;
}): Promise<RankNeighbours> {
  const { versionId, ordinal, recipe, count } = parseInput(documentNeighboursInput, input);
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  const ranking = await findRanking({ fingerprint, home: ctx.home, recipe }, signal);
  const { above, below } = around(ranking.scores, ordinal, count);
  if (above.length + below.length === 0) return { above: [], below: [] };
  return withDocuments(ctx, versionId, async ({ engine, table, domains }) => {
    const rows = await engine.query(
      `SELECT ordinal, ${keepText("doc_id")} AS doc_id, domain FROM ${table} WHERE ordinal IN (${[...above, ...below].join(", ")})`,
    );
    const found = new Map(rows.map((row) => [Number(row["ordinal"]), row]));
    const toNeighbours = (ordinals: readonly number[]): RankNeighbour[] =>
      ordinals.flatMap((other) => {
        const row = found.get(other);
        return row === undefined ? [] : [toNeighbour(row, ranking, domains)];
      });
    return { above: toNeighbours(above), below: toNeighbours(below) };
  });
}

function toNeighbour(row: SqlRow, ranking: Ranking, domains: readonly string[]): RankNeighbour {
  const ordinal = Number(row["ordinal"]);
  return {
    ordinal,
    id: keptText(row["doc_id"]),
    domain: domains[Number(row["domain"])] ?? "",
    ...marginOf(ranking, ordinal),
  };
}
