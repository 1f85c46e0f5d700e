"use client";

import { useMemo } from "react";
import { z } from "zod";
import { storeText, useStoredText } from "@/components/ui/stored-text";
import { choicesOf, questionId, type Question } from "@/core/review/question";

const NAME = "review keys";
/** What the page itself answers to. */
const TAKEN: ReadonlySet<string> = new Set(["u", "s", "f", "n", "m", "/", "?", "Escape", "Enter"]);

const keysSchema = z.record(z.string(), z.string().length(1));
/** Keys by "question/value". */
type OwnKeys = z.output<typeof keysSchema>;

function parsed(text: string | null): OwnKeys {
  try {
    return keysSchema.catch({}).parse(JSON.parse(text ?? "{}"));
  } catch {
    return {};
  }
}

export interface KeyedChoice {
  readonly value: number | string;
  readonly label: string;
  readonly criterion: string | null;
  readonly key: string;
}

const nameOf = (question: Question, value: number | string): string =>
  `${questionId(question)}/${String(value)}`;

/** A level by its digit, keep and drop by their first letters, labels by 1 to 9. */
function firstKey(question: Question, value: number | string, at: number): string {
  if (question.kind === "level") return String(value);
  return question.kind === "keep" ? String(value).charAt(0) : String(at + 1);
}

/** The choices of a question with their keys: those a person chose where no other choice of the question has them. */
export function keyedChoices(question: Question, own: OwnKeys): readonly KeyedChoice[] {
  const choices = choicesOf(question);
  const wanted = choices.map(({ value }) => own[nameOf(question, value)]);
  const used = new Set<string>();
  return choices.map((choice, at) => {
    const first = firstKey(question, choice.value, at);
    const isFree = (key: string | undefined): key is string =>
      key !== undefined && !used.has(key) && !TAKEN.has(key);
    const others = wanted.filter((_, other) => other !== at);
    const spare = "0123456789abcdeghijklopqrtvwxyz".split("");
    const key =
      [wanted[at], others.includes(first) ? undefined : first].find(isFree) ??
      spare.find((one) => isFree(one) && !others.includes(one)) ??
      first;
    used.add(key);
    return { ...choice, key };
  });
}

/** Why a key cannot be chosen; null for one that can. */
export const keyFault = (key: string): string | null =>
  key.length !== 1 || key.trim() === "" || TAKEN.has(key) ? `“${key}” does something else here.` : null;

/** The keys a person chose, and what changes one. */
export function useAnswerKeys() {
  const text = useStoredText(NAME);
  const own = useMemo(() => parsed(text), [text]);
  return {
    own,
    choose: (question: Question, value: number | string, key: string) =>
      storeText(NAME, JSON.stringify({ ...own, [nameOf(question, value)]: key.toLowerCase() })),
    reset: () => storeText(NAME, "{}"),
  };
}
