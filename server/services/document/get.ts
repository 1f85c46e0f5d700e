import { z } from "zod";
import { keptText } from "@/server/duckdb/kept-text";
import type { Context } from "@/server/services/context";
import { ranksIn, toDocumentRow, type DocumentDetail } from "@/server/services/document/document-row";
import { FIRST_SLICE, sliceOf, wholeText } from "@/server/services/document/long-text";
import { noSuchDocument } from "@/server/services/document/no-such-document";
import { DOCUMENT_COLUMNS, EXCERPT_SOURCE, withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const getDocumentInput = z.object({
  versionId: z.string().min(1),
  ordinal: z.number().int().nonnegative(),
});

/** A document with the beginning of its text exactly as imported. @throws StudioError `not-found`, `corrupt` */
export async function getDocument({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof getDocumentInput>;
}): Promise<DocumentDetail> {
  const { versionId, ordinal } = parseInput(getDocumentInput, input);
  return withDocuments(ctx, versionId, async ({ engine, table, corpus, domains }) => {
    const [row] = await engine.query(
      `SELECT ${DOCUMENT_COLUMNS} FROM ${table} WHERE ordinal = ${String(ordinal)}`,
    );
    if (row === undefined) throw noSuchDocument(ordinal);
    const id = keptText(row["doc_id"]);
    const text = await wholeText(engine, corpus, { id, part: Number(row["part"]) });
    return {
      ...toDocumentRow(row, domains, new Map([[id, text.slice(0, EXCERPT_SOURCE)]])),
      ...sliceOf(text, 0, FIRST_SLICE),
      characters: text.length,
      ranks: ranksIn(row),
    };
  });
}
