import { z } from "zod";
import { corpusFigures, type CorpusFigures } from "@/core/review/corpus-figures";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";
import { KeptFigures } from "@/server/services/review/kept-figures";
import { countedAnswers, loadAnswers } from "@/server/services/review/load-answers";
import type { SessionSummary } from "@/server/services/review/session-summary";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";

export const corpusFiguresInput = z.strictObject({ id: z.string().min(1) });

export interface SessionCorpusFigures extends CorpusFigures {
  /** Domains of a draw by domain without an answered document: the figures do not speak of them. */
  readonly uncovered: readonly string[];
}

const kept = new KeptFigures<SessionCorpusFigures>();

/** What the answers of a session say of what its documents were drawn from. @throws StudioError `not-found` */
export async function sessionCorpusFigures({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof corpusFiguresInput>;
}): Promise<SessionCorpusFigures> {
  const { id } = parseInput(corpusFiguresInput, input);
  const session = await findSession(ctx, id);
  return kept.of(ctx, id, () => workOut(ctx, session));
}

async function workOut(
  ctx: Context,
  { id, settings, corpus }: SessionSummary,
): Promise<SessionCorpusFigures> {
  const drawn = await ctx.db.reviewDocument.findMany({
    where: { sessionId: id, addedAt: null },
    select: { id: true, domain: true, inclusion: true },
  });
  const counted = countedAnswers(await loadAnswers(ctx, id));
  const byDomain = settings.sampling.method === "stratified";
  const documents = drawn.map(({ id: documentId, ...rest }) => ({ documentId, ...rest }));
  const { fingerprint } = await findCorpusVersion(ctx, corpus.versionId);
  const { domains } = await knownStatistics(fingerprint, ctx.home);
  const answered = new Set(counted.map(({ domain }) => domain));
  return {
    ...corpusFigures(settings.questions, documents, counted, byDomain),
    uncovered: byDomain ? domains.map(({ domain }) => domain).filter((name) => !answered.has(name)) : [],
  };
}
