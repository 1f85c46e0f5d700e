import type { Answer, Answered, Values } from "@/core/review/answer";
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
  return [...new Map([...old, ...now])].flatMap(([key, { what }]) => {
    const difference = { what, before: old.get(key)?.text ?? null, after: now.get(key)?.text ?? null };
    return difference.before === difference.after ? [] : [difference];
  });
}

interface Said {
  /** In words; several things may go by the same. */
  readonly what: string;
  readonly text: string;
}

/** Everything an answer says, by a key of its own for each thing. */
function saidIn(questions: readonly Question[], answer: Answer | null): ReadonlyMap<string, Said> {
  if (answer === null) return new Map();
  if (answer.state === "withdrawn") return new Map([["state", { what: "Answer", text: "taken back" }]]);
  if (answer.state === "skipped") return new Map([["reason", { what: "Skipped", text: answer.reason }]]);
  const { values, note, spans, flagged } = answer;
  return new Map([
    ...questions.flatMap((question) => valueIn(question, values)),
    ...(note === "" ? [] : [["note", { what: "Note", text: note }] as const]),
    ...marksIn(spans),
    ...(flagged ? [["flag", { what: "Flag", text: "flagged" }] as const] : []),
  ]);
}

function valueIn(question: Question, values: Values): (readonly [string, Said])[] {
  const id = questionId(question);
  const value = values[id];
  return value === undefined
    ? []
    : [[`question ${id}`, { what: questionLabel(question), text: String(value) }]];
}

/** The marks of the same characters are told apart by their order. */
function marksIn(spans: Answered["spans"]): (readonly [string, Said])[] {
  const marked = new Map<string, number>();
  return spans.map(({ start, end, note }) => {
    const what = `Characters ${String(start)} to ${String(end)}`;
    const before = marked.get(what) ?? 0;
    marked.set(what, before + 1);
    return [`mark ${String(before)} ${what}`, { what, text: note }];
  });
}
