import { z } from "zod";
import { quantileOf } from "@/core/agreement/quantile-of";
import { questionAgreement, type QuestionAgreement } from "@/core/review/session-agreement";
import { BoundedCache } from "@/server/services/bounded-cache";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { countedAnswers, loadAnswers, type LoadedAnswer } from "@/server/services/review/load-answers";

export const sessionFiguresInput = z.strictObject({ id: z.string().min(1) });

export interface ReviewerProgress {
  readonly name: string;
  readonly answered: number;
  readonly skipped: number;
  readonly flagged: number;
  readonly extra: number;
  /** Of the documents whose time was taken; null without any. */
  readonly medianSeconds: number | null;
  readonly lastAt: Date | null;
}

export interface SessionFigures {
  /** Counts every answer and every change of one: the same number, the same figures. */
  readonly revision: number;
  readonly questions: readonly QuestionAgreement[];
  readonly reviewers: readonly ReviewerProgress[];
  /** Documents that have all the answers wanted. */
  readonly completeDocuments: number;
}

/** Figures held; each is a few thousand numbers at most. */
const KEPT = 64;
const kept = new BoundedCache<{ readonly figures: SessionFigures; readonly goodUntil: number }>(KEPT);
/** The bootstrap may take this share of the server's time, however fast answers come. */
const SHARE = 0.05;

/** How far a session is, and how far its reviewers agree. @throws StudioError `not-found` */
export async function sessionFigures({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof sessionFiguresInput>;
}): Promise<SessionFigures> {
  const { id } = parseInput(sessionFiguresInput, input);
  const { settings } = await findSession(ctx, id);
  const of = { where: { answer: { document: { sessionId: id } } } };
  const [revision, joined] = await Promise.all([
    ctx.db.answerChange.count(of),
    ctx.db.reviewer.findMany({ where: { sessionId: id }, orderBy: { name: "asc" }, select: { name: true } }),
  ]);
  const key = `${ctx.home}\n${id}`;
  const known = kept.get(key);
  const isFresh = known?.figures.revision === revision && known.figures.reviewers.length === joined.length;
  if (known !== undefined && (isFresh || performance.now() < known.goodUntil)) return known.figures;
  const began = performance.now();
  const answers = await loadAnswers(ctx, id);
  const counted = countedAnswers(answers);
  const byDocument = new Map<string, number>();
  for (const { documentId, answer, extra } of answers)
    if (answer.state === "answered" && !extra)
      byDocument.set(documentId, (byDocument.get(documentId) ?? 0) + 1);
  const figures: SessionFigures = {
    revision,
    questions: settings.questions.map((question) => questionAgreement(question, counted)),
    reviewers: joined.map(({ name }) =>
      progressOf(
        name,
        answers.filter(({ reviewer }) => reviewer === name),
      ),
    ),
    completeDocuments: [...byDocument.values()].filter((count) => count >= settings.reviewers).length,
  };
  const now = performance.now();
  kept.set(key, { figures, goodUntil: now + (now - began) / SHARE - (now - began) }, 1);
  return figures;
}

function progressOf(name: string, answers: readonly LoadedAnswer[]): ReviewerProgress {
  const given = answers.filter(({ answer }) => answer.state === "answered");
  const times = given.flatMap(({ seconds }) => seconds ?? []).sort((a, b) => a - b);
  return {
    name,
    answered: given.length,
    skipped: answers.filter(({ answer }) => answer.state === "skipped").length,
    flagged: given.filter(({ answer }) => answer.state === "answered" && answer.flagged).length,
    extra: answers.filter(({ extra }) => extra).length,
    medianSeconds: times.length === 0 ? null : quantileOf(times, 0.5),
    lastAt: answers.reduce<Date | null>(
      (last, { answeredAt }) => (last === null || answeredAt > last ? answeredAt : last),
      null,
    ),
  };
}
