import { z } from "zod";
import type { Questioned, QuestionProgress } from "@/core/questions/questioned";
import { recipeSchema } from "@/core/recipe";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import { BoundedCache } from "@/server/services/bounded-cache";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { followWork, type WorkEvent } from "@/server/services/follow-work";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { withRankedCorpus } from "@/server/services/selection/ranked-corpus";
import { SharedWork } from "@/server/services/shared-work";

export const questionInput = z.object({ versionId: z.string().min(1), recipe: recipeSchema });

export interface QuestionArguments {
  ctx: Context;
  input: z.input<typeof questionInput>;
  signal?: AbortSignal | undefined;
}

export type QuestionEvents<T> = AsyncGenerator<WorkEvent<T, QuestionProgress>, void>;

type Measure<T> = (questioned: Questioned, report: (progress: QuestionProgress) => void) => Promise<T>;

/** Answers held; each is a few hundred numbers at most. */
const KEPT = 256;

/**
 * A question about the raters of a recipe, put to a whole corpus. An answer is kept by recipe and fingerprint; who asks for
 * what is being worked out joins in, and when nobody listens any more the work ends.
 */
export function question<T>(measure: Measure<T>): (asked: QuestionArguments) => QuestionEvents<T> {
  const answers = new BoundedCache<T>(KEPT);
  const work = new SharedWork<T, QuestionProgress>();
  return async function* ({ ctx, input, signal }) {
    const { home } = ctx;
    const { versionId, recipe } = parseInput(questionInput, input);
    const { fingerprint } = await findCorpusVersion(ctx, versionId);
    const key = `${home}\n${selectionKey(fingerprint, recipeHash(recipe))}`;
    const answer = async (stop: AbortSignal, report: (progress: QuestionProgress) => void): Promise<T> => {
      const statistics = await knownStatistics(fingerprint, home);
      const found = await withRankedCorpus(
        { fingerprint, home, recipe },
        (engine, table) => measure({ engine, table, recipe, statistics, signal: stop }, report),
        stop,
      );
      answers.set(key, found, 1);
      return found;
    };
    yield* followWork<T, QuestionProgress>(signal, async (left, onProgress) => {
      const known = answers.get(key);
      return known ?? work.join(key, answer, { signal: left, onProgress });
    });
  };
}
