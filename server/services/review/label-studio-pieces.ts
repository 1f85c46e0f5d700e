import type { AnswerLine } from "@/core/review/answer-line";
import { labelStudioTask } from "@/core/review/label-studio";
import type { Context } from "@/server/services/context";
import { textAt } from "@/server/services/document/long-text";
import { withDocuments } from "@/server/services/document/with-documents";

/**
 * Answers with the texts they are about as a JSON array of Label Studio's tasks, a task a piece; one text is held at a time.
 * @param lines those of one document behind each other
 * @throws StudioError `corrupt` for a text that is gone
 */
export async function* labelStudioPieces(
  ctx: Context,
  versionId: string,
  lines: readonly AnswerLine[],
): AsyncGenerator<string> {
  yield "[";
  let before = "\n";
  for (const [ordinal, own] of byOrdinal(lines)) {
    const text = await withDocuments(ctx, versionId, ({ engine, table, corpus }) =>
      textAt(engine, table, corpus, ordinal),
    );
    yield `${before}${JSON.stringify(labelStudioTask(own, text))}`;
    before = ",\n";
  }
  yield "\n]\n";
}

/** In the order of their first line. */
function byOrdinal(lines: readonly AnswerLine[]): Map<number, AnswerLine[]> {
  const grouped = new Map<number, AnswerLine[]>();
  for (const line of lines) {
    const own = grouped.get(line.ordinal);
    if (own === undefined) grouped.set(line.ordinal, [line]);
    else own.push(line);
  }
  return grouped;
}
