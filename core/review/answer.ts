import { z } from "zod";
import { choicesOf, questionId, type Question } from "@/core/review/question";

/** Neither database holds halves of characters or nulls in JSON. */
export const stored = (text: string): string => text.toWellFormed().replaceAll("\0", "");
const text = z.string().max(4000).transform(stored);

/** A note on part of the text, in UTF-16 units. */
const spanSchema = z
  .strictObject({ start: z.number().int().nonnegative(), end: z.number().int().positive(), note: text })
  .refine(({ start, end }) => start < end, "the marked part is empty");

/** What is said of a document, by id of the question. */
export const valuesSchema = z.record(z.string(), z.union([z.number(), z.string()]));
export type Values = z.output<typeof valuesSchema>;

/**
 * What a reviewer says of a document: `answered`; `skipped` with a reason; `withdrawn`, when an answer was taken back and none
 * stands in its place yet.
 */
export const answerSchema = z.discriminatedUnion("state", [
  z.strictObject({
    state: z.literal("answered"),
    values: valuesSchema,
    note: text,
    spans: z.array(spanSchema).max(200),
    flagged: z.boolean(),
  }),
  z.strictObject({ state: z.literal("skipped"), reason: z.string().min(1).max(4000).transform(stored) }),
  z.strictObject({ state: z.literal("withdrawn") }),
]);
export type Answer = z.output<typeof answerSchema>;
export type Answered = Extract<Answer, { readonly state: "answered" }>;

/** What is wrong with the values of an answer; null for nothing: every question has one of its choices, and nothing else has any. */
export function answerFault(answer: Answer, questions: readonly Question[]): string | null {
  if (answer.state !== "answered") return null;
  const ids = questions.map(questionId);
  const stray = Object.keys(answer.values).find((id) => !ids.includes(id));
  if (stray !== undefined) return `The session does not ask "${stray}".`;
  for (const question of questions) {
    const value = answer.values[questionId(question)];
    if (value === undefined) return `"${questionId(question)}" has no answer.`;
    if (!choicesOf(question).some((choice) => choice.value === value))
      return `${String(value)} is no answer to "${questionId(question)}".`;
  }
  return null;
}
