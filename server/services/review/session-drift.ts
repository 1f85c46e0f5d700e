import { z } from "zod";
import { sessionDrift, type QuestionDrift } from "@/core/review/drift";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { KeptFigures } from "@/server/services/review/kept-figures";
import { countedAnswers, loadAnswers } from "@/server/services/review/load-answers";

export const sessionDriftInput = z.strictObject({ id: z.string().min(1) });

const kept = new KeptFigures<QuestionDrift[]>();

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
  return kept.of(ctx, id, async () =>
    sessionDrift(settings.questions, countedAnswers(await loadAnswers(ctx, id))),
  );
}
