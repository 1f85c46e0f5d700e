import type { Values } from "@/core/review/answer";
import { choicesOf, levelOf, questionId, type Question } from "@/core/review/question";

/** `disputed`: answered differently, or flagged; `answered`: every document with an answer. */
export const QUEUES = ["disputed", "answered"] as const;
export type Queue = (typeof QUEUES)[number];

/** Ids of the questions that reviewers of a document answered differently. */
export const disputedQuestions = (questions: readonly Question[], answers: readonly Values[]): string[] =>
  questions.map(questionId).filter((id) => new Set(answers.flatMap((values) => values[id] ?? [])).size > 1);

/** What an adjudicator starts from: the lower median of levels, else what most say, the first of equals. */
export function likeliestRuling(questions: readonly Question[], answers: readonly Values[]): Values {
  return Object.fromEntries(
    questions.flatMap((question) => {
      const id = questionId(question);
      const said = answers.flatMap((values) => values[id] ?? []);
      if (said.length === 0) return [];
      if (levelOf(question) === "ordinal") {
        const sorted = said.map(Number).sort((a, b) => a - b);
        return [[id, sorted[(sorted.length - 1) >> 1] ?? 0]];
      }
      const counted = choicesOf(question).map(({ value }) => ({
        value,
        count: said.filter((one) => one === value).length,
      }));
      const [most] = counted.toSorted((a, b) => b.count - a.count);
      return most === undefined ? [] : [[id, most.value]];
    }),
  );
}
