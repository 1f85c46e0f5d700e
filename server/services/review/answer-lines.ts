import type { Values } from "@/core/review/answer";
import type { AnswerLine } from "@/core/review/answer-line";
import { questionId } from "@/core/review/question";
import { RUBRIC_VERSION } from "@/core/review/rubrics";
import type { Context } from "@/server/services/context";
import { documentIds } from "@/server/services/review/document-ids";
import { loadAnswers, type LoadedAnswer } from "@/server/services/review/load-answers";
import { loadRulings, type LoadedRuling } from "@/server/services/review/load-rulings";
import type { SessionSummary } from "@/server/services/review/session-summary";

/**
 * Answers of a session in long form, by document in the order of the draw, then by name of the reviewer.
 * @param approved nothing but what an adjudicator has settled
 */
export async function answerLines(
  ctx: Context,
  session: SessionSummary,
  approved: boolean,
): Promise<AnswerLine[]> {
  const answers = approved ? [] : await loadAnswers(ctx, session.id);
  const rulings = approved ? await loadRulings(ctx, session.id) : [];
  const { fingerprint, ids } = await documentIds(ctx, session.corpus.versionId, [
    ...new Set([...answers, ...rulings].map(({ ordinal }) => ordinal)),
  ]);
  const of = { id: session.id, fingerprint, ids, questions: session.settings.questions.map(questionId) };
  return [
    ...answers.flatMap((given) => linesOf(given, of)),
    ...rulings.flatMap((ruling) => approvedLines(ruling, of)),
  ];
}

interface Of {
  readonly id: string;
  readonly fingerprint: string;
  readonly ids: ReadonlyMap<number, string>;
  /** In the order they are asked; no database keeps that of an object. */
  readonly questions: readonly string[];
}

/** Values with their questions, in the order these are asked. */
const inOrder = (questions: readonly string[], values: Values): [string, number | string][] =>
  questions.flatMap((question) => {
    const value = values[question];
    return value === undefined ? [] : [[question, value]];
  });

/** One line for each question that was answered. */
function linesOf(given: LoadedAnswer, { id, fingerprint, ids, questions }: Of): AnswerLine[] {
  const { answer, ordinal, domain, inclusion, reviewer, extra, rubricVersion, seconds } = given;
  const answered = answer.state === "answered" ? answer : null;
  const line: AnswerLine = {
    session: id,
    fingerprint,
    document: ids.get(ordinal) ?? "",
    ordinal,
    domain,
    inclusion,
    reviewer,
    state: answer.state,
    question: null,
    value: null,
    reason: answer.state === "skipped" ? answer.reason : null,
    note: answered === null || answered.note === "" ? null : answered.note,
    spans: (answered?.spans ?? []).map(({ start, end, note }) => ({ start, end, note })),
    flagged: answered?.flagged ?? false,
    extra,
    rubricVersion,
    answeredAt: given.answeredAt.toISOString(),
    seconds,
  };
  if (answered === null) return [line];
  return inOrder(questions, answered.values).map(([question, value]) => ({ ...line, question, value }));
}

/** One line for each question that was settled. */
const approvedLines = (ruling: LoadedRuling, { id, fingerprint, ids, questions }: Of): AnswerLine[] =>
  inOrder(questions, ruling.values).map(([question, value]) => ({
    session: id,
    fingerprint,
    document: ids.get(ruling.ordinal) ?? "",
    ordinal: ruling.ordinal,
    domain: ruling.domain,
    inclusion: ruling.inclusion,
    reviewer: ruling.ruledBy,
    state: "approved",
    question,
    value,
    reason: null,
    note: null,
    spans: [],
    flagged: false,
    extra: false,
    rubricVersion: RUBRIC_VERSION,
    answeredAt: ruling.ruledAt.toISOString(),
    seconds: null,
  }));
