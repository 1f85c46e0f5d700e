import { z } from "zod";
import { quantileOf } from "@/core/agreement/quantile-of";
import { questionAgreement, type QuestionAgreement } from "@/core/review/session-agreement";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { KeptFigures } from "@/server/services/review/kept-figures";
import { countedAnswers, loadAnswers, type LoadedAnswer } from "@/server/services/review/load-answers";
import type { SessionSummary } from "@/server/services/review/session-summary";

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

const kept = new KeptFigures<SessionFigures>();

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
  return kept.of(ctx, id, (revision) => workOut(ctx, { id, settings, revision }));
}

interface Work extends Pick<SessionSummary, "id" | "settings"> {
  readonly revision: number;
}

async function workOut(ctx: Context, { id, settings, revision }: Work): Promise<SessionFigures> {
  const joined = await ctx.db.reviewer.findMany({
    where: { sessionId: id },
    orderBy: { name: "asc" },
    select: { name: true },
  });
  const answers = await loadAnswers(ctx, id);
  const counted = countedAnswers(answers);
  const byDocument = new Map<string, number>();
  for (const { documentId, answer, extra } of answers)
    if (answer.state === "answered" && !extra)
      byDocument.set(documentId, (byDocument.get(documentId) ?? 0) + 1);
  return {
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
