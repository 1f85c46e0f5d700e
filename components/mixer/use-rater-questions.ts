"use client";

import { useMemo } from "react";
import { useTRPCClient } from "@/components/api/trpc";
import { useMixer, useMixerCorpus } from "@/components/mixer/mixer-context";
import { useQuestion, type QuestionState, type Subscribe } from "@/components/mixer/use-question";
import type { Leverage } from "@/core/questions/leverage";
import type { Relations } from "@/core/questions/relations";
import type { Stability } from "@/core/questions/stability";
import { RATER_IDS } from "@/core/raters";
import { weightOf } from "@/core/recipe";

export interface RaterQuestions {
  readonly relations: QuestionState<Relations>;
  readonly leverage: QuestionState<Leverage>;
  readonly stability: QuestionState<Stability>;
}

interface Subscriptions {
  readonly relations: Subscribe<Relations>;
  readonly leverage: Subscribe<Leverage>;
  readonly stability: Subscribe<Stability>;
}

/** Documents × selections that the server works through in about a second. */
const AT_ONCE = 2_000_000;
/** Draws of noise and the selection itself. */
const STABILITY_SELECTIONS = 33;

/**
 * The questions of the panel, kept while another panel is in its place. What takes over a second is asked by hand; the
 * relations, one pass, are asked by looking.
 */
export function useRaterQuestions(looking: boolean): RaterQuestions {
  const client = useTRPCClient();
  const subscriptions = useMemo<Subscriptions>(
    () => ({
      relations: (input, listener) => client.question.relations.subscribe(input, listener),
      leverage: (input, listener) => client.question.leverage.subscribe(input, listener),
      stability: (input, listener) => client.question.stability.subscribe(input, listener),
    }),
    [client],
  );
  const { documents } = useMixerCorpus().statistics;
  const weights = useMixer(({ recipe }) => RATER_IDS.filter((rater) => weightOf(recipe, rater) > 0).length);
  const quick = (selections: number): boolean => looking && documents * selections <= AT_ONCE;
  return {
    relations: useQuestion(subscriptions.relations, quick(1)),
    leverage: useQuestion(subscriptions.leverage, quick(weights + 1)),
    stability: useQuestion(subscriptions.stability, quick(STABILITY_SELECTIONS)),
  };
}
