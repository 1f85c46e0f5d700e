import { randomUUID } from "node:crypto";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { generator, shuffledPrefix } from "@/core/review/draw";
import type { DbTransaction } from "@/server/db/client";
import { transaction } from "@/server/db/transaction";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { COUNTED } from "@/server/services/review/find-session";
import { holdSession } from "@/server/services/review/hold-session";
import { leaseEnd } from "@/server/services/review/lease-end";
import { findReviewer, reviewerKeySchema, type JoinedReviewer } from "@/server/services/review/reviewer-key";

export const assignDocumentsInput = z.strictObject({
  key: reviewerKeySchema,
  /** Documents to have at hand: more than one lets a reviewer go on without a connection. */
  count: z.number().int().min(1).max(20),
});

/** A document that waits for this reviewer. Scores, id and domain are not told: the reviewer judges the text. */
export interface AssignedDocument {
  readonly documentId: string;
  readonly until: Date;
}

/**
 * Gives a reviewer documents to answer, those that wait already first, in an order of their own; each waits as long as the
 * session says and then may go to another.
 * @returns fewer than asked for where the session has no more for this reviewer
 * @throws StudioError `forbidden`, `not-ready` for a closed session
 */
export async function assignDocuments({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof assignDocumentsInput>;
}): Promise<AssignedDocument[]> {
  const { key, count } = parseInput(assignDocumentsInput, input);
  const joined = await findReviewer(ctx, key);
  const { session } = joined;
  if (session.closedAt !== null || session.archivedAt !== null)
    throw new StudioError("not-ready", `"${session.name}" is closed.`, "What you answered is kept.");
  return transaction(ctx.db, (tx) => assign(tx, joined, count));
}

async function assign(
  tx: DbTransaction,
  { reviewer, session, settings }: JoinedReviewer,
  count: number,
): Promise<AssignedDocument[]> {
  await holdSession(tx, session.id);
  const now = new Date();
  const until = leaseEnd(settings, now);
  const others = { reviewerId: { not: reviewer.id } };
  const documents = await tx.reviewDocument.findMany({
    where: {
      sessionId: session.id,
      answers: { none: { reviewerId: reviewer.id, state: { not: "withdrawn" } } },
    },
    select: {
      id: true,
      place: true,
      assignments: { where: { reviewerId: reviewer.id, until: { gt: now } }, select: { id: true } },
      _count: {
        select: {
          answers: { where: { ...COUNTED, ...others } },
          assignments: { where: { ...others, until: { gt: now } } },
        },
      },
    },
  });
  const mine = documents.filter(({ assignments }) => assignments.length > 0);
  const open = documents.filter(
    ({ assignments, _count }) =>
      assignments.length === 0 && _count.answers + _count.assignments < settings.reviewers,
  );
  const { _max: last } = await tx.reviewDocument.aggregate({
    where: { sessionId: session.id },
    _max: { place: true },
  });
  const turn = turnsOf((last.place ?? -1) + 1, reviewer.seed);
  const byTurn = <T extends { readonly place: number }>(a: T, b: T): number =>
    (turn[a.place] ?? 0) - (turn[b.place] ?? 0);
  const given = [...mine.sort(byTurn), ...open.sort(byTurn)].slice(0, count);
  for (const { id } of given) {
    await tx.assignment.upsert({
      where: { documentId_reviewerId: { documentId: id, reviewerId: reviewer.id } },
      update: { until, version: { increment: 1 } },
      create: {
        id: randomUUID(),
        workspaceId: session.workspaceId,
        createdBy: reviewer.id,
        documentId: id,
        reviewerId: reviewer.id,
        until,
      },
    });
  }
  return given.map(({ id }) => ({ documentId: id, until }));
}

/** When each place of a session comes in a reviewer's own order; of a document that was removed, the place stays empty. */
function turnsOf(places: number, seed: number): Uint32Array {
  const turns = new Uint32Array(places);
  shuffledPrefix(places, places, generator(seed)).forEach((place, turn) => {
    turns[place] = turn;
  });
  return turns;
}
