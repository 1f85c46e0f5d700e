import { answerSchema, type Answer } from "@/core/review/answer";
import type { Context } from "@/server/services/context";

/** One act of a reviewer on a document. */
export interface AnswerAct {
  readonly reviewer: string;
  readonly at: Date;
  /** Whoever read it in from a file; null where the reviewer gave it here. */
  readonly readInBy: string | null;
  /** What stood there; null for the first. */
  readonly before: Answer | null;
  readonly answer: Answer;
}

interface Wanted {
  readonly sessionId: string;
  readonly documentId: string;
  /** Left out: of all reviewers. */
  readonly reviewerId?: string;
}

/** Every act on a document, the newest first; those of the same moment by name of the reviewer. */
export async function loadChanges(
  { db, workspaceId }: Context,
  { sessionId, documentId, reviewerId }: Wanted,
): Promise<AnswerAct[]> {
  const rows = await db.reviewAnswer.findMany({
    where: {
      workspaceId,
      documentId,
      document: { sessionId },
      ...(reviewerId === undefined ? {} : { reviewerId }),
    },
    include: { reviewer: { select: { name: true } }, changes: { orderBy: { number: "asc" } } },
    orderBy: { reviewer: { name: "asc" } },
  });
  const acts = rows.flatMap(({ reviewer, reviewerId: by, changes }) => {
    const answers = changes.map(({ body }) => answerSchema.parse(body));
    return changes
      .flatMap(({ createdAt, createdBy }, at): AnswerAct[] => {
        const answer = answers[at];
        return answer === undefined
          ? []
          : [
              {
                reviewer: reviewer.name,
                at: createdAt,
                readInBy: createdBy === by ? null : createdBy,
                before: answers[at - 1] ?? null,
                answer,
              },
            ];
      })
      .reverse();
  });
  return acts.sort((a, b) => b.at.getTime() - a.at.getTime());
}
