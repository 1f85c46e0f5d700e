import { z } from "zod";
import { sessionDrift, type QuestionDrift } from "@/core/review/drift";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { countedAnswers, loadAnswers } from "@/server/services/review/load-answers";

export const sessionDriftInput = z.strictObject({ id: z.string().min(1) });

/** How the answers of the reviewers of a session change in the course of their work. @throws StudioError `not-found` */
export async function reviewDrift({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof sessionDriftInput>;
}): Promise<QuestionDrift[]> {
  const { id } = parseInput(sessionDriftInput, input);
  const { settings } = await findSession(ctx, id);
  const answers = await loadAnswers(ctx, id);
  return sessionDrift(settings.questions, countedAnswers(answers));
}
