import { z } from "zod";
import { valuesSchema } from "@/core/review/answer";
import { goldFigures, type QuestionOnGold } from "@/core/review/gold-figures";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { loadAnswers } from "@/server/services/review/load-answers";

export const goldFiguresInput = z.strictObject({ id: z.string().min(1) });

export interface SessionGoldFigures {
  /** Documents with a gold answer, and how many of them were not drawn. */
  readonly documents: number;
  readonly added: number;
  readonly questions: readonly QuestionOnGold[];
}

/**
 * How the reviewers of a session answer the documents of which it is known what holds, late answers included. Which documents
 * these are is not told.
 * @throws StudioError `not-found`
 */
export async function sessionGoldFigures({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof goldFiguresInput>;
}): Promise<SessionGoldFigures> {
  const { id } = parseInput(goldFiguresInput, input);
  const { settings } = await findSession(ctx, id);
  const rows = await ctx.db.reviewDocument.findMany({
    where: { sessionId: id },
    select: { id: true, gold: true, addedAt: true },
  });
  const known = rows.filter(({ gold }) => gold !== null);
  const gold = new Map(known.map((row) => [row.id, valuesSchema.parse(row.gold)]));
  const answers = (await loadAnswers(ctx, id)).flatMap(({ documentId, reviewer, answer }) => {
    const holds = gold.get(documentId);
    return holds === undefined || answer.state !== "answered"
      ? []
      : [{ reviewer, values: answer.values, gold: holds }];
  });
  return {
    documents: known.length,
    added: known.filter(({ addedAt }) => addedAt !== null).length,
    questions: goldFigures(settings.questions, answers),
  };
}
