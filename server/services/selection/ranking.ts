import type { Recipe } from "@/core/recipe";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import type { Scores } from "@/core/selection/place-in-ranking";
import type { Ranking } from "@/core/selection/standing";
import { float64Column, uint32Column } from "@/server/duckdb/raw-column";
import { BoundedCache } from "@/server/services/bounded-cache";
import { documentColumns } from "@/server/services/corpus/document-columns";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { rankTogether, type RankedRows } from "@/server/services/selection/rank-together";
import type { RankedBy } from "@/server/services/selection/ranked-corpus";
import { SharedWork } from "@/server/services/shared-work";

/** Bytes of all rankings held: 8 a document, the domains are the corpus's. */
const MAX_BYTES = 128 * 1024 ** 2;

const rankings = new BoundedCache<Ranking>(MAX_BYTES);
const making = new SharedWork<Ranking[]>();

const keyOf = ({ fingerprint, home, recipe }: RankedBy): string =>
  `${home}\n${selectionKey(fingerprint, recipeHash(recipe))}`;

/** The ranking if this process has made it before. */
export const knownRanking = (of: RankedBy): Ranking | undefined => rankings.get(keyOf(of));

/**
 * Scores of all documents of a corpus under a recipe and the cuts of its selection, exact; made once a recipe, in one pass
 * over the score table.
 * @throws StudioError `invalid-input` for a recipe that does not suit the corpus, `not-found`, `cancelled`
 */
export async function findRanking(
  { recipe, ...corpus }: RankedBy,
  signal: AbortSignal | undefined,
): Promise<Ranking> {
  const [ranking] = await findRankings(corpus, [recipe], signal);
  if (ranking === undefined) throw new TypeError("a recipe without a ranking");
  return ranking;
}

/** The same for several recipes, in their order: those that are not known are made together. */
export async function findRankings(
  corpus: Omit<RankedBy, "recipe">,
  recipes: readonly Recipe[],
  signal: AbortSignal | undefined,
): Promise<Ranking[]> {
  const keys = recipes.map((recipe) => keyOf({ ...corpus, recipe }));
  const found = new Map(keys.map((key) => [key, rankings.get(key)]));
  const unknown = new Map(
    recipes.flatMap((recipe, at) => {
      const key = keys[at] ?? "";
      return found.get(key) === undefined ? [[key, recipe] as const] : [];
    }),
  );
  if (unknown.size > 0) {
    const wanted = [...unknown.keys()];
    const make = (shared: AbortSignal) => makeRankings(corpus, [...unknown.values()], shared);
    const made = await making.join(wanted.join("\n\n"), make, { signal });
    wanted.forEach((key, at) => found.set(key, made[at]));
  }
  return keys.flatMap((key) => found.get(key) ?? []);
}

async function makeRankings(
  corpus: Omit<RankedBy, "recipe">,
  recipes: readonly Recipe[],
  signal: AbortSignal,
): Promise<Ranking[]> {
  const { fingerprint, home } = corpus;
  const statistics = await knownStatistics(fingerprint, home);
  const { domains } = await documentColumns(fingerprint, home, signal);
  const made = new Map<Recipe, Ranking>();
  await rankTogether(
    { fingerprint, home, statistics },
    recipes,
    async (recipe, rows) => {
      const { plan, cuts } = rows;
      const scores = await scoresOf(rows, statistics.documents, signal);
      const ranking: Ranking = { plan, cuts, domains, scores };
      rankings.set(keyOf({ ...corpus, recipe }), ranking, scores.byteLength);
      made.set(recipe, ranking);
    },
    signal,
  );
  return recipes.flatMap((recipe) => made.get(recipe) ?? []);
}

/** By ordinal; NaN where the recipe leaves a document out. */
async function scoresOf(
  { engine, scored }: RankedRows,
  documents: number,
  signal: AbortSignal,
): Promise<Scores> {
  const scores = new Float64Array(documents).fill(Number.NaN);
  await engine.gather(
    `SELECT ordinal, score FROM ${scored} AS scored`,
    (chunk) => {
      const ordinals = uint32Column(chunk, 0);
      const values = float64Column(chunk, 1);
      for (let row = 0; row < ordinals.length; row += 1)
        scores[ordinals[row] ?? 0] = values[row] ?? Number.NaN;
    },
    signal,
  );
  return scores;
}
