"use client";

import { useEffect, useMemo, useReducer, useState } from "react";
import { useMixer, useMixerCorpus } from "@/components/mixer/mixer-context";
import { hasWeight } from "@/components/mixer/preview-source";
import { useRested } from "@/components/mixer/use-rested";
import type { QuestionProgress } from "@/core/questions/questioned";
import type { Recipe } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import type { WorkEvent } from "@/server/services/follow-work";

export interface QuestionInput {
  readonly versionId: string;
  readonly recipe: Recipe;
}

interface Listener<T> {
  readonly onData: (event: WorkEvent<T, QuestionProgress>) => void;
  readonly onError: (error: unknown) => void;
}

/** Asks the server; leaving ends the work there. */
export type Subscribe<T> = (input: QuestionInput, listener: Listener<T>) => { unsubscribe: () => void };

export interface QuestionState<T> {
  /** The newest answer; stays until the next is here. */
  readonly answer: T | null;
  /** Whether the answer is of another recipe than the one that is seen. */
  readonly earlier: boolean;
  readonly working: boolean;
  /** Null while nothing has been told. */
  readonly progress: QuestionProgress | null;
  readonly error: unknown;
  readonly ask: () => void;
  readonly cancel: () => void;
}

/** What the server has said, and about which recipe. */
interface Heard<T> {
  readonly answer: { readonly key: string; readonly value: T } | null;
  readonly progress: { readonly key: string; readonly value: QuestionProgress } | null;
  readonly failure: { readonly key: string; readonly error: unknown } | null;
}

type Event<T> =
  | { readonly key: string; readonly event: WorkEvent<T, QuestionProgress> }
  | { readonly key: string; readonly error: unknown };

function hear<T>(heard: Heard<T>, said: Event<T>): Heard<T> {
  const { key } = said;
  if ("error" in said) return { ...heard, progress: null, failure: { key, error: said.error } };
  const { event } = said;
  if (event.kind === "ready") return { answer: { key, value: event.result }, progress: null, failure: null };
  return { ...heard, progress: { key, value: event }, failure: null };
}

/** Milliseconds a recipe rests before a question follows it by itself. */
const REST_MS = 300;

/**
 * A question about the recipe at rest. One that follows is asked whenever somebody looks and the recipe has changed; any
 * other is asked by hand, and goes on when nobody looks.
 */
export function useQuestion<T>(subscribe: Subscribe<T>, follows: boolean): QuestionState<T> {
  const { versionId } = useMixerCorpus();
  const recipe = useMixer((state) => state.grabbed ?? state.recipe);
  const rested = useRested(recipe, REST_MS);
  const [chosen, setChosen] = useState<Recipe | null>(null);
  const [stopped, setStopped] = useState<Recipe | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [heard, dispatch] = useReducer(hear<T>, { answer: null, progress: null, failure: null });

  const key = useMemo(() => recipeHash(recipe), [recipe]);
  const following = follows && hasWeight(rested) && stopped !== rested ? rested : null;
  const subject = following ?? chosen;
  const asked = useMemo(
    () => (subject === null ? null : { key: recipeHash(subject), recipe: subject }),
    [subject],
  );
  useEffect(() => {
    if (asked === null) return;
    // A subscription travels in an address, which a long note does not fit.
    const input = { versionId, recipe: { ...asked.recipe, note: undefined } };
    const subscription = subscribe(input, {
      onData: (event) => dispatch({ key: asked.key, event }),
      onError: (error) => dispatch({ key: asked.key, error }),
    });
    return () => subscription.unsubscribe();
  }, [subscribe, versionId, asked, attempt]);

  const failure = heard.failure?.key === asked?.key ? heard.failure : null;
  const working = asked !== null && heard.answer?.key !== asked.key && failure === null;
  return {
    answer: heard.answer?.value ?? null,
    earlier: heard.answer !== null && heard.answer.key !== key,
    working,
    progress: working && heard.progress?.key === asked.key ? heard.progress.value : null,
    error: failure?.error ?? null,
    ask: () => {
      setStopped(null);
      setChosen(recipe);
      setAttempt(attempt + 1);
    },
    cancel: () => {
      setStopped(rested);
      setChosen(null);
    },
  };
}
