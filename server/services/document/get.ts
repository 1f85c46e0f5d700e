import { z } from "zod";
import { StudioError } from "@/core/errors";
import { keptText } from "@/server/duckdb/kept-text";
import type { Context } from "@/server/services/context";
import { ranksIn, toDocumentRow, type DocumentDetail } from "@/server/services/document/document-row";
import { readTexts } from "@/server/services/document/read-texts";
import { DOCUMENT_COLUMNS, withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const getDocumentInput = z.object({
  versionId: z.string().min(1),
  ordinal: z.number().int().nonnegative(),
});

/** A document with its text exactly as imported. @throws StudioError `not-found`, `corrupt` */
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
    if (row === undefined) {
      throw new StudioError(
        "not-found",
        `The corpus has no document ${String(ordinal)}.`,
        "Its documents are counted from 0.",
      );
    }
    const id = keptText(row["doc_id"]);
    const texts = await readTexts(engine, corpus, [{ id, part: Number(row["part"]) }], null);
    const text = texts.get(id);
    if (text === undefined)
      throw new StudioError("corrupt", `The text of document ${id} is gone.`, "Import the corpus again.");
    return { ...toDocumentRow(row, domains, texts), text, ranks: ranksIn(row) };
  });
}
