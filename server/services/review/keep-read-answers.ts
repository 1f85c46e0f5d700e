import { createHash, randomBytes, randomInt, randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { answerSchema, type Answer } from "@/core/review/answer";
import type { AnswerProblem, ReadAnswer } from "@/core/review/read-answer";
import type { DbTransaction } from "@/server/db/client";
import type { Context } from "@/server/services/context";
import { holdSession } from "@/server/services/review/hold-session";
import { MOST_SEED } from "@/server/services/review/join-session";
import { hashKey } from "@/server/services/review/reviewer-key";
import type { SessionSummary } from "@/server/services/review/session-summary";

/** An answer whose document is one of the session's. */
export interface PlacedAnswer extends ReadAnswer {
  readonly documentId: string;
}

export interface KeptAnswers {
  readonly added: number;
  readonly known: number;
  readonly conflicts: readonly AnswerProblem[];
}

interface Keeping {
  readonly session: SessionSummary;
  /** No two of one reviewer to one document. */
  readonly answers: readonly PlacedAnswer[];
}

/** Writes what is new and sets aside what says otherwise than what stands. A closed session keeps all of it as extra. */
export async function keepRead(
  tx: DbTransaction,
  ctx: Context,
  { session, answers }: Keeping,
): Promise<KeptAnswers> {
  await holdSession(tx, session.id);
  // As it is now: it may have been closed since the file began to be read.
  const { closedAt } = await tx.reviewSession.findUniqueOrThrow({ where: { id: session.id } });
  const standing = await standingAnswers(tx, session.id);
  const fresh: PlacedAnswer[] = [];
  const conflicts: AnswerProblem[] = [];
  for (const answer of answers) {
    const before = standing.byKey.get(keyOf(answer.documentId, answer.reviewer));
    if (before === undefined) fresh.push(answer);
    else if (!standing.changes.has(changeId(session.id, answer)) && !isDeepStrictEqual(before, answer.answer))
      conflicts.push(conflictOf(answer));
  }
  const reviewers = await reviewersByName(tx, ctx, session.id, fresh);
  await writeAll(tx, ctx, session, {
    ...{ fresh, reviewers, counted: standing.counted },
    isClosed: closedAt !== null,
  });
  return { added: fresh.length, known: answers.length - fresh.length - conflicts.length, conflicts };
}

const keyOf = (documentId: string, reviewer: string): string => JSON.stringify([documentId, reviewer]);

const conflictOf = ({ where, document, reviewer }: PlacedAnswer): AnswerProblem => ({
  where,
  document,
  reviewer,
  reason: "Another answer of this reviewer stands there; it stays.",
});

/** The id of the act of reading an answer, the same whenever it is read: a UUID (version 8) of what it says. */
function changeId(sessionId: string, { document, reviewer, answer, answeredAt }: PlacedAnswer): string {
  const said = JSON.stringify([sessionId, document, reviewer, answer, answeredAt]);
  const hex = createHash("sha256").update(said).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

interface Standing {
  readonly byKey: ReadonlyMap<string, Answer>;
  readonly changes: ReadonlySet<string>;
  /** Answers that count, by document. */
  readonly counted: Map<string, number>;
}

async function standingAnswers(tx: DbTransaction, sessionId: string): Promise<Standing> {
  const rows = await tx.reviewAnswer.findMany({
    where: { document: { sessionId } },
    include: { reviewer: { select: { name: true } }, changes: { select: { id: true } } },
  });
  const counted = new Map<string, number>();
  for (const { documentId, state, extra } of rows)
    if (state === "answered" && !extra) counted.set(documentId, (counted.get(documentId) ?? 0) + 1);
  return {
    byKey: new Map(
      rows.map(({ documentId, reviewer, body }) => [
        keyOf(documentId, reviewer.name),
        answerSchema.parse(body),
      ]),
    ),
    changes: new Set(rows.flatMap(({ changes }) => changes.map(({ id }) => id))),
    counted,
  };
}

/** Reviewers who were not there are made; nobody knows their key, so that nobody answers under their name. */
async function reviewersByName(
  tx: DbTransaction,
  ctx: Context,
  sessionId: string,
  answers: readonly PlacedAnswer[],
): Promise<ReadonlyMap<string, string>> {
  const there = await tx.reviewer.findMany({ where: { sessionId }, select: { id: true, name: true } });
  const byName = new Map(there.map(({ id, name }) => [name, id]));
  const made = [...new Set(answers.map(({ reviewer }) => reviewer))]
    .filter((name) => !byName.has(name))
    .map((name) => ({
      id: randomUUID(),
      workspaceId: ctx.workspaceId,
      createdBy: ctx.actor,
      sessionId,
      name,
      keyHash: hashKey(randomBytes(32).toString("hex")),
      seed: randomInt(MOST_SEED),
    }));
  if (made.length > 0) await tx.reviewer.createMany({ data: made });
  for (const { id, name } of made) byName.set(name, id);
  return byName;
}

interface Writing {
  readonly fresh: readonly PlacedAnswer[];
  readonly reviewers: ReadonlyMap<string, string>;
  readonly counted: Map<string, number>;
  readonly isClosed: boolean;
}

async function writeAll(
  tx: DbTransaction,
  ctx: Context,
  { id, settings }: SessionSummary,
  { fresh, reviewers, counted, isClosed }: Writing,
): Promise<void> {
  if (fresh.length === 0) return;
  const owned = { workspaceId: ctx.workspaceId, createdBy: ctx.actor };
  const rows = fresh.map((read) => {
    const { documentId, answer } = read;
    const others = counted.get(documentId) ?? 0;
    const isFull = answer.state === "answered" && others >= settings.reviewers;
    const extra = read.extra || isFull || isClosed;
    if (answer.state === "answered" && !extra) counted.set(documentId, others + 1);
    return { ...read, answerId: randomUUID(), reviewerId: reviewers.get(read.reviewer) ?? "", extra };
  });
  await tx.reviewAnswer.createMany({
    data: rows.map((row) => ({
      id: row.answerId,
      ...owned,
      documentId: row.documentId,
      reviewerId: row.reviewerId,
      state: row.answer.state,
      body: row.answer,
      rubricVersion: row.rubricVersion,
      extra: row.extra,
      answeredAt: row.answeredAt,
      seconds: row.seconds,
    })),
  });
  await tx.answerChange.createMany({
    data: rows.map((row) => ({
      id: changeId(id, row),
      ...owned,
      answerId: row.answerId,
      number: 1,
      body: row.answer,
    })),
  });
  await assignAll(tx, owned, rows);
}

/** Whoever answered a document may open it again. */
async function assignAll(
  tx: DbTransaction,
  owned: { readonly workspaceId: string; readonly createdBy: string },
  rows: readonly { readonly documentId: string; readonly reviewerId: string }[],
): Promise<void> {
  const there = await tx.assignment.findMany({
    where: { reviewerId: { in: [...new Set(rows.map(({ reviewerId }) => reviewerId))] } },
    select: { documentId: true, reviewerId: true },
  });
  const known = new Set(there.map(({ documentId, reviewerId }) => keyOf(documentId, reviewerId)));
  const until = new Date();
  const missing = rows.filter(({ documentId, reviewerId }) => !known.has(keyOf(documentId, reviewerId)));
  if (missing.length === 0) return;
  await tx.assignment.createMany({
    data: missing.map(({ documentId, reviewerId }) => ({
      id: randomUUID(),
      ...owned,
      documentId,
      reviewerId,
      until,
    })),
  });
}
