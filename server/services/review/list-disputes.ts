import { z } from "zod";
import { answerSchema, valuesSchema, type Answer, type Values } from "@/core/review/answer";
import { disputedQuestions, QUEUES } from "@/core/review/disputes";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findSession } from "@/server/services/review/find-session";

export const listDisputesInput = z.strictObject({
  id: z.string().min(1),
  which: z.enum(QUEUES).default("disputed"),
});

/** A document as an adjudicator sees it. */
export interface Dispute {
  readonly documentId: string;
  readonly ordinal: number;
  readonly domain: string;
  /** Whoever rules names the one that was read. */
  readonly version: number;
  /** Ids of the questions that were answered differently. */
  readonly disputed: readonly string[];
  readonly flagged: boolean;
  readonly ruling: Values | null;
  readonly ruledBy: string | null;
  readonly ruledAt: Date | null;
  /** By name of the reviewer. */
  readonly answers: readonly {
    readonly reviewer: string;
    readonly extra: boolean;
    readonly answer: Answer;
  }[];
}

/** The queue of an adjudicator: what nobody has ruled on first, each part in the order of the draw. @throws StudioError `not-found` */
export async function listDisputes({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof listDisputesInput>;
}): Promise<Dispute[]> {
  const { id, which } = parseInput(listDisputesInput, input);
  const { settings } = await findSession(ctx, id);
  const rows = await ctx.db.reviewDocument.findMany({
    where: { sessionId: id, answers: { some: { state: "answered" } } },
    include: { answers: { include: { reviewer: { select: { name: true } } } } },
    orderBy: { place: "asc" },
  });
  const disputes = rows.map((row): Dispute => {
    const answers = row.answers
      .map(({ reviewer, extra, body }) => ({
        reviewer: reviewer.name,
        extra,
        answer: answerSchema.parse(body),
      }))
      .sort((a, b) => (a.reviewer < b.reviewer ? -1 : 1));
    const counted = answers.flatMap(({ answer, extra }) =>
      answer.state === "answered" && !extra ? [answer.values] : [],
    );
    return {
      documentId: row.id,
      ordinal: Number(row.ordinal),
      domain: row.domain,
      version: row.version,
      disputed: disputedQuestions(settings.questions, counted),
      flagged: answers.some(({ answer }) => answer.state === "answered" && answer.flagged),
      ruling: row.ruling === null ? null : valuesSchema.parse(row.ruling),
      ruledBy: row.ruledBy,
      ruledAt: row.ruledAt,
      answers,
    };
  });
  const wanted = disputes.filter(
    ({ disputed, flagged }) => which === "answered" || disputed.length > 0 || flagged,
  );
  return [
    ...wanted.filter(({ ruling }) => ruling === null),
    ...wanted.filter(({ ruling }) => ruling !== null),
  ];
}
