import type { z } from "zod";
import { StudioError } from "@/core/errors";
import { RATER_IDS } from "@/core/raters";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import { hasFlips, topWeight, type Flip, type Flips } from "@/core/selection/flips";
import { marginOf } from "@/core/selection/standing";
import { BoundedCache } from "@/server/services/bounded-cache";
import type { Context } from "@/server/services/context";
import { documentColumns } from "@/server/services/corpus/document-columns";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { findFlips } from "@/server/services/document/find-flips";
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
 * For every rater the nearest weight that turns a document from in to out or back, exact over the whole corpus. When nobody
 * listens any more the work ends.
 * @throws StudioError `not-found`; `invalid-input` for a recipe that does not suit the corpus or ranks by more than sums of
 * scores and quotas; `cancelled`
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
  if (!hasFlips(recipe)) {
    throw new StudioError(
      "invalid-input",
      "What would turn a document is not worked out for recipes with bounds on domains or a cap on groups.",
      "Take these out of the recipe to ask.",
    );
  }
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
  const { fingerprint, home, recipe } = of;
  const statistics = await knownStatistics(fingerprint, home);
  const raters = RATER_IDS.filter((rater) => statistics.raters[rater] !== null);
  const flips: Flip[] = [];
  const tell = (): void => report({ done: flips.length, of: raters.length, flips: [...flips] });
  tell();
  const ranking = await findRanking(of, signal);
  if (ordinal >= ranking.scores.length) throw noSuchDocument(ordinal);
  const { tokens } = await documentColumns(fingerprint, home, signal);
  await withRankedCorpus(
    of,
    async (engine, table) => {
      await engine.run(
        `CREATE TEMP TABLE ${ALONE} AS FROM ${table} WHERE ordinal = ${String(ordinal)}`,
        signal,
      );
      const work = { engine, table, alone: ALONE, statistics, recipe, ranking, tokens, ordinal, signal };
      for (let from = 0; from < raters.length; from += AT_ONCE) {
        flips.push(...(await findFlips(work, raters.slice(from, from + AT_ONCE))));
        tell();
      }
    },
    signal,
  );
  return { isIn: marginOf(ranking, ordinal).in, top: topWeight(recipe), flips };
}
