import { answerSchema, type Answer } from "@/core/review/answer";
import type { TimedAnswer } from "@/core/review/drift";
import type { Context } from "@/server/services/context";

/** An answer with what is known of its document and reviewer. */
export interface LoadedAnswer {
  readonly documentId: string;
  readonly ordinal: number;
  readonly domain: string;
  readonly inclusion: number | null;
  /** False for a document that was added for its gold answers alone. */
  readonly drawn: boolean;
  readonly reviewer: string;
  readonly answer: Answer;
  readonly version: number;
  readonly extra: boolean;
  readonly rubricVersion: number;
  readonly answeredAt: Date;
  readonly seconds: number | null;
}

/** Those that count, to documents that were drawn: what figures are worked out from. */
export const countedAnswers = (answers: readonly LoadedAnswer[]): TimedAnswer[] =>
  answers.flatMap(({ answer, extra, drawn, documentId, domain, reviewer, answeredAt }) =>
    answer.state === "answered" && !extra && drawn
      ? [{ documentId, domain, reviewer, answeredAt, values: answer.values }]
      : [],
  );

/** All answers of a session, by document in the order of the draw, then by name of the reviewer. */
export async function loadAnswers({ db }: Context, sessionId: string): Promise<LoadedAnswer[]> {
  const rows = await db.reviewAnswer.findMany({
    where: { document: { sessionId } },
    include: { document: true, reviewer: { select: { name: true } } },
    orderBy: [{ document: { place: "asc" } }, { reviewer: { name: "asc" } }],
  });
  return rows.map((row) => ({
    documentId: row.documentId,
    ordinal: Number(row.document.ordinal),
    domain: row.document.domain,
    inclusion: row.document.inclusion,
    drawn: row.document.addedAt === null,
    reviewer: row.reviewer.name,
    answer: answerSchema.parse(row.body),
    version: row.version,
    extra: row.extra,
    rubricVersion: row.rubricVersion,
    answeredAt: row.answeredAt,
    seconds: row.seconds,
  }));
}
