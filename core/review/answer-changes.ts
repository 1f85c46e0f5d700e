import type { Answer, Values } from "@/core/review/answer";
import { questionId, questionLabel, type Question } from "@/core/review/question";

/** One thing that an answer said otherwise before; null where it said nothing of it. */
export interface AnswerDifference {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What changed from one answer to the next, in the order of the questions. @param before null for the first */
export function answerDifferences(
  questions: readonly Question[],
  before: Answer | null,
  after: Answer,
): AnswerDifference[] {
  const [old, now] = [saidIn(questions, before), saidIn(questions, after)];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((what) => {
    const difference = { what, before: old.get(what) ?? null, after: now.get(what) ?? null };
    return difference.before === difference.after ? [] : [difference];
  });
}

/** Everything an answer says, by what it is about. */
function saidIn(questions: readonly Question[], answer: Answer | null): Map<string, string> {
  if (answer === null) return new Map();
  if (answer.state === "withdrawn") return new Map([["Answer", "taken back"]]);
  if (answer.state === "skipped") return new Map([["Skipped", answer.reason]]);
  const { values, note, spans, flagged } = answer;
  return new Map([
    ...questions.flatMap((question) => valueIn(question, values)),
    ...(note === "" ? [] : [["Note", note] as const]),
    ...spans.map(
      ({ start, end, note: said }) => [`Characters ${String(start)} to ${String(end)}`, said] as const,
    ),
    ...(flagged ? [["Flag", "flagged"] as const] : []),
  ]);
}

function valueIn(question: Question, values: Values): (readonly [string, string])[] {
  const value = values[questionId(question)];
  return value === undefined ? [] : [[questionLabel(question), String(value)]];
}
