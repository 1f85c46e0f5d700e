import { z } from "zod";
import { MOST_PROBLEMS, type AnswerProblem, type ReadAnswer } from "@/core/review/read-answer";
import { transaction } from "@/server/db/transaction";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { documentIds } from "@/server/services/review/document-ids";
import { findSession } from "@/server/services/review/find-session";
import { keepRead } from "@/server/services/review/keep-read-answers";
import { readAnswerFile } from "@/server/services/review/read-answer-file";

export const importAnswersInput = z.strictObject({
  /** Of the session. */
  id: z.string().min(1),
  /** A path on this machine. */
  file: z.string().min(1),
});

export interface AnswersImported {
  readonly added: number;
  /** Stand there already, word for word, or were read before. */
  readonly known: number;
  /** In the order of the file, conflicts last. */
  readonly problems: readonly AnswerProblem[];
  /** Told and untold ones. */
  readonly problemCount: number;
}

/**
 * Reads answers from a file into a session, all that can be kept or, when anything breaks, none. Nothing that stands is
 * overwritten: an answer that says otherwise becomes a problem. The same file twice changes nothing.
 * @throws StudioError `not-found`; `invalid-input` for a file that cannot be read or is too large; `cancelled`
 */
export async function importAnswers({
  ctx,
  input,
  signal = new AbortController().signal,
}: {
  ctx: Context;
  input: z.input<typeof importAnswersInput>;
  signal?: AbortSignal;
}): Promise<AnswersImported> {
  const { id, file } = parseInput(importAnswersInput, input);
  authorise(ctx, "hold a review session");
  const session = await findSession(ctx, id);
  const { questions } = session.settings;
  const read = await readAnswerFile({ file, questions, home: ctx.home, signal });
  const documents = await documentsById(ctx, id, session.corpus.versionId);
  const strays = read.answers.filter(({ document }) => !documents.has(document));
  const placed = read.answers.flatMap((answer) => {
    const documentId = documents.get(answer.document);
    return documentId === undefined ? [] : [{ ...answer, documentId }];
  });
  const { added, known, conflicts } = await transaction(ctx.db, (tx) =>
    keepRead(tx, ctx, { session, answers: placed }),
  );
  const found = [...strays.map(stray), ...conflicts];
  return {
    ...{ added, known, problemCount: read.problemCount + found.length },
    problems: [...read.problems, ...found].slice(0, MOST_PROBLEMS),
  };
}

const stray = ({ where, document, reviewer }: ReadAnswer): AnswerProblem => ({
  where,
  document,
  reviewer,
  reason: "The session has no such document.",
});

/** Documents of a session by their id in the corpus. */
async function documentsById(ctx: Context, id: string, versionId: string): Promise<Map<string, string>> {
  const rows = await ctx.db.reviewDocument.findMany({
    where: { sessionId: id },
    select: { id: true, ordinal: true },
  });
  const { ids } = await documentIds(
    ctx,
    versionId,
    rows.map(({ ordinal }) => Number(ordinal)),
  );
  return new Map(rows.map((row) => [ids.get(Number(row.ordinal)) ?? "", row.id]));
}
