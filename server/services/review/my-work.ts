import { z } from "zod";
import { answerSchema, type Answer } from "@/core/review/answer";
import type { SessionSettings } from "@/core/review/session-settings";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { COUNTED } from "@/server/services/review/find-session";
import { findReviewer, reviewerKeySchema } from "@/server/services/review/reviewer-key";

export const myWorkInput = z.strictObject({ key: reviewerKeySchema });

/** A session as one of its reviewers sees it. */
export interface MyWork {
  readonly sessionId: string;
  readonly session: string;
  readonly reviewer: string;
  readonly questions: SessionSettings["questions"];
  readonly closed: boolean;
  /** Documents of the session. */
  readonly documents: number;
  /** Of all reviewers, of `wanted`. */
  readonly answers: number;
  readonly wanted: number;
  /** Newest first. */
  readonly mine: readonly {
    readonly documentId: string;
    readonly version: number;
    readonly answer: Answer;
    readonly extra: boolean;
    readonly answeredAt: Date;
    readonly seconds: number | null;
  }[];
}

/** What a reviewer has done, and how far the session is. @throws StudioError `forbidden` */
export async function myWork({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof myWorkInput>;
}): Promise<MyWork> {
  const { key } = parseInput(myWorkInput, input);
  const { reviewer, session, settings } = await findReviewer(ctx, key);
  const [documents, answers, mine] = await Promise.all([
    ctx.db.reviewDocument.count({ where: { sessionId: session.id } }),
    ctx.db.reviewAnswer.count({ where: { document: { sessionId: session.id }, ...COUNTED } }),
    ctx.db.reviewAnswer.findMany({
      where: { reviewerId: reviewer.id },
      orderBy: [{ answeredAt: "desc" }, { id: "asc" }],
    }),
  ]);
  return {
    sessionId: session.id,
    session: session.name,
    reviewer: reviewer.name,
    questions: settings.questions,
    closed: session.closedAt !== null || session.archivedAt !== null,
    documents,
    answers,
    wanted: documents * settings.reviewers,
    mine: mine.map((row) => ({
      documentId: row.documentId,
      version: row.version,
      answer: answerSchema.parse(row.body),
      extra: row.extra,
      answeredAt: row.answeredAt,
      seconds: row.seconds,
    })),
  };
}
