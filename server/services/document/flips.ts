import type { z } from "zod";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { weightOf } from "@/core/recipe";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import { flipsBy, topWeight, type Flip, type Flips } from "@/core/selection/flips";
import { marginOf, type Ranking } from "@/core/selection/standing";
import type { CorpusStatistics } from "@/core/statistics";
import { BoundedCache } from "@/server/services/bounded-cache";
import type { Context } from "@/server/services/context";
import { documentColumns } from "@/server/services/corpus/document-columns";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { findFlips } from "@/server/services/document/find-flips";
import { halveFlips, passesFilters, type HalvingWork } from "@/server/services/document/halve-flips";
import { noSuchDocument } from "@/server/services/document/no-such-document";
import { documentStandingInput } from "@/server/services/document/standing";
import { followWork, type WorkEvent } from "@/server/services/follow-work";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { withRankedCorpus, type RankedBy } from "@/server/services/selection/ranked-corpus";
import { findRanking } from "@/server/services/selection/ranking";
import { SharedWork } from "@/server/services/shared-work";

export interface FlipsProgress {
  /** Raters worked out, of all the corpus has. */
  readonly done: number;
  readonly of: number;
  /** What is known so far. */
  readonly flips: readonly Flip[];
}

/** Documents whose flips are held. */
const MAX_HELD = 500;
const held = new BoundedCache<Flips>(MAX_HELD);
/** Raters whose scores are held and recounted at once. */
const AT_ONCE = 5;
/** Name of the table that holds the document alone. */
const ALONE = "alone";

const searching = new SharedWork<Flips, FlipsProgress>();

/**
 * For every rater the nearest weight that turns a document from in to out or back, exact over the whole corpus; under bounds and
 * caps one that does, found by trying (see `FlipsBy`). When nobody listens any more the work ends.
 * @throws StudioError `not-found`; `invalid-input` for a recipe that does not suit the corpus; `cancelled`
 */
export async function* documentFlips({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof documentStandingInput>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<WorkEvent<Flips, FlipsProgress>, void> {
  const { versionId, ordinal, recipe } = parseInput(documentStandingInput, input);
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  const of = { fingerprint, home: ctx.home, recipe };
  const key = `${ctx.home}\n${selectionKey(fingerprint, recipeHash(recipe))}\n${String(ordinal)}`;
  yield* followWork<Flips, FlipsProgress>(signal, async (left, onProgress) => {
    const known = held.get(key);
    if (known !== undefined) return known;
    return searching.join(
      key,
      async (shared, report) => {
        const flips = await workOut(of, ordinal, shared, report);
        held.set(key, flips, 1);
        return flips;
      },
      { signal: left, onProgress },
    );
  });
}

async function workOut(
  of: RankedBy,
  ordinal: number,
  signal: AbortSignal,
  report: (progress: FlipsProgress) => void,
): Promise<Flips> {
  const statistics = await knownStatistics(of.fingerprint, of.home);
  const raters = RATER_IDS.filter((rater) => statistics.raters[rater] !== null);
  const flips: Flip[] = [];
  const tell = (): void => report({ done: flips.length, of: raters.length, flips: [...flips] });
  const each: EachSome = async (find) => {
    for (let from = 0; from < raters.length; from += AT_ONCE) {
      flips.push(...(await find(raters.slice(from, from + AT_ONCE))));
      tell();
    }
  };
  tell();
  const ranking = await findRanking(of, signal);
  if (ordinal >= ranking.scores.length) throw noSuchDocument(ordinal);
  const { in: isIn } = marginOf(ranking, ordinal);
  const by = flipsBy(of.recipe);
  if (by === "crossings") await follow({ of, statistics, ranking, ordinal, signal }, each);
  else await halve({ of, statistics, ordinal, isIn, signal }, each);
  return { isIn, top: topWeight(of.recipe), by, flips };
}

/** Has the flips of some raters found, and then those of the next. */
type EachSome = (find: (raters: readonly RaterId[]) => Promise<readonly Flip[]>) => Promise<void>;

interface Asked {
  readonly of: RankedBy;
  readonly statistics: CorpusStatistics;
  readonly ranking: Ranking;
  readonly ordinal: number;
  readonly signal: AbortSignal;
}

async function follow({ of, ordinal, signal, ...asked }: Asked, each: EachSome): Promise<void> {
  const { tokens } = await documentColumns(of.fingerprint, of.home, signal);
  await withRankedCorpus(
    of,
    async (engine, table) => {
      await engine.run(
        `CREATE TEMP TABLE ${ALONE} AS FROM ${table} WHERE ordinal = ${String(ordinal)}`,
        signal,
      );
      const work = { ...asked, engine, table, alone: ALONE, recipe: of.recipe, tokens, ordinal, signal };
      await each((raters) => findFlips(work, raters));
    },
    signal,
  );
}

async function halve(work: HalvingWork, each: EachSome): Promise<void> {
  const { recipe } = work.of;
  const never = (rater: RaterId): Flip => ({ rater, weight: weightOf(recipe, rater), turnsAt: null });
  if (await passesFilters(work)) await each((raters) => halveFlips(work, raters));
  else await each((raters) => Promise.resolve(raters.map(never)));
}
