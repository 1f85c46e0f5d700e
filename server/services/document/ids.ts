import { z } from "zod";
import { MAX_ONLY } from "@/core/listing";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import type { Context } from "@/server/services/context";
import { withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const documentIdsInput = z.object({
  versionId: z.string().min(1),
  ordinals: z.array(z.number().int().nonnegative()).max(MAX_ONLY),
});

/** Ids in ascending order; ordinals the corpus does not have are left out. @throws StudioError `not-found` */
export async function documentIds({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof documentIdsInput>;
}): Promise<string[]> {
  const { versionId, ordinals } = parseInput(documentIdsInput, input);
  if (ordinals.length === 0) return [];
  return withDocuments(ctx, versionId, async ({ engine, table }) => {
    const rows = await engine.query(
      `SELECT ${keepText("doc_id")} AS doc_id FROM ${table} WHERE ordinal IN (${ordinals.join(", ")}) ORDER BY ordinal`,
    );
    return rows.map((row) => keptText(row["doc_id"]));
  });
}
