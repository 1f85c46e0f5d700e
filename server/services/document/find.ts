import { z } from "zod";
import { sqlText } from "@/server/duckdb/sql-literal";
import type { Context } from "@/server/services/context";
import { withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const findDocumentInput = z.object({ versionId: z.string().min(1), id: z.string().min(1) });

/** Where a document of that exact id stands, null when no selectable document has it. @throws StudioError `not-found` */
export async function findDocument({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof findDocumentInput>;
}): Promise<{ ordinal: number } | null> {
  const { versionId, id } = parseInput(findDocumentInput, input);
  return withDocuments(ctx, versionId, async ({ engine, table }) => {
    const [row] = await engine.query(`SELECT ordinal FROM ${table} WHERE doc_id = ${sqlText(id)}`);
    return row === undefined ? null : { ordinal: Number(row["ordinal"]) };
  });
}
