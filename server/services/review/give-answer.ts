import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { ReviewAnswer } from "@/generated/sqlite/client";
import { StudioError } from "@/core/errors";
import { answerFault, answerSchema, type Answer } from "@/core/review/answer";
import { RUBRIC_VERSION } from "@/core/review/rubrics";
import type { DbTransaction } from "@/server/db/client";
import { transaction } from "@/server/db/transaction";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { COUNTED } from "@/server/services/review/find-session";
import { holdSession } from "@/server/services/review/hold-session";
import { leaseEnd } from "@/server/services/review/lease-end";
import { findReviewer, reviewerKeySchema, type JoinedReviewer } from "@/server/services/review/reviewer-key";

export const giveAnswerInput = z.strictObject({
  key: reviewerKeySchema,
  /** Of this act, made by the browser: sending it again changes nothing. */
  change: z.uuid(),
  documentId: z.string().min(1),
  /** Version of the answer that this one stands on; 0 for the first. */
  base: z.number().int().nonnegative(),
  answer: answerSchema,
  /** When it was given, by the clock of the browser. */
  answeredAt: z.date(),
  /** How long the document was looked at; null where unknown. */
  seconds: z.number().min(0).max(86_400).nullable(),
});
type Giving = z.output<typeof giveAnswerInput>;

export interface GivenAnswer {
  readonly documentId: string;
  readonly version: number;
  readonly answer: Answer;
  /** The document had all its answers already: this one is kept and not counted. */
  readonly extra: boolean;
}

/**
 * Keeps what a reviewer says of a document. Nothing is ever overwritten unseen: each change is kept in the history, and one
 * that stands on an older version than the last is refused.
 * @throws StudioError `forbidden` for a document that was never assigned; `invalid-input`; `conflict`
 */
export async function giveAnswer({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof giveAnswerInput>;
}): Promise<GivenAnswer> {
  const giving = parseInput(giveAnswerInput, input);
  const joined = await findReviewer(ctx, giving.key);
  const fault = answerFault(giving.answer, joined.settings.questions);
  if (fault !== null) throw new StudioError("invalid-input", fault, "Answer each question of the session.");
  return transaction(ctx.db, (tx) => keep(tx, joined, giving));
}

const toGiven = (row: ReviewAnswer): GivenAnswer => ({
  documentId: row.documentId,
  version: row.version,
  answer: answerSchema.parse(row.body),
  extra: row.extra,
});

async function keep(tx: DbTransaction, joined: JoinedReviewer, giving: Giving): Promise<GivenAnswer> {
  const { session, reviewer } = joined;
  const { documentId, base, change } = giving;
  await holdSession(tx, session.id);
  const where = { documentId_reviewerId: { documentId, reviewerId: reviewer.id } };
  const before = await tx.reviewAnswer.findUnique({ where });
  const done = await tx.answerChange.findUnique({ where: { id: change } });
  if (done !== null && done.answerId === before?.id) return toGiven(before);
  const assignment = await tx.assignment.findUnique({ where });
  if (assignment === null)
    throw new StudioError("forbidden", "This document is not assigned to you.", "Ask for the next one.");
  if ((before?.version ?? 0) !== base)
    throw new StudioError(
      "conflict",
      `This document was answered elsewhere meanwhile (version ${String(before?.version ?? 0)}, yours stands on ${String(base)}); yours was not saved.`,
      "Look at what stands there, then answer again.",
    );
  const row = await write(tx, joined, giving, before);
  await tx.answerChange.create({
    data: {
      id: change,
      workspaceId: session.workspaceId,
      createdBy: reviewer.id,
      answerId: row.id,
      number: row.version,
      body: giving.answer,
    },
  });
  const until = giving.answer.state === "withdrawn" ? leaseEnd(joined.settings) : new Date();
  await tx.assignment.update({ where, data: { until, version: { increment: 1 } } });
  return toGiven(row);
}

async function write(
  tx: DbTransaction,
  { session, reviewer, settings }: JoinedReviewer,
  { documentId, answer, answeredAt, seconds }: Giving,
  before: ReviewAnswer | null,
): Promise<ReviewAnswer> {
  const others = await tx.reviewAnswer.count({
    where: { documentId, reviewerId: { not: reviewer.id }, ...COUNTED },
  });
  // A correction of an answer that counts counts, too.
  const counted = before !== null && before.state === "answered" && !before.extra;
  const said = {
    state: answer.state,
    body: answer,
    rubricVersion: RUBRIC_VERSION,
    extra: !counted && (session.closedAt !== null || others >= settings.reviewers),
    answeredAt,
    seconds,
  };
  if (before !== null)
    return tx.reviewAnswer.update({ where: { id: before.id }, data: { ...said, version: { increment: 1 } } });
  const owned = { workspaceId: session.workspaceId, createdBy: reviewer.id };
  return tx.reviewAnswer.create({
    data: { id: randomUUID(), ...owned, documentId, reviewerId: reviewer.id, ...said },
  });
}
