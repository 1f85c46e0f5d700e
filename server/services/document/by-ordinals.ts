import { z } from "zod";
import type { Context } from "@/server/services/context";
import type { DocumentRow } from "@/server/services/document/document-row";
import { DOCUMENT_COLUMNS, withDocuments } from "@/server/services/document/with-documents";
import { parseInput } from "@/server/services/parse-input";

export const documentsByOrdinalsInput = z.object({
  versionId: z.string().min(1),
  ordinals: z.array(z.number().int().nonnegative()).max(100),
});

/** Documents in the order asked for; ordinals the corpus does not have are left out. @throws StudioError `not-found` */
export async function documentsByOrdinals({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof documentsByOrdinalsInput>;
}): Promise<DocumentRow[]> {
  const { versionId, ordinals } = parseInput(documentsByOrdinalsInput, input);
  if (ordinals.length === 0) return [];
  return withDocuments(ctx, versionId, async ({ engine, table, rows }) => {
    const found = await rows(
      await engine.query(
        `SELECT ${DOCUMENT_COLUMNS} FROM ${table} WHERE ordinal IN (${ordinals.join(", ")})`,
      ),
    );
    const byOrdinal = new Map(found.map((row) => [row.ordinal, row]));
    return ordinals.flatMap((ordinal) => byOrdinal.get(ordinal) ?? []);
  });
}
