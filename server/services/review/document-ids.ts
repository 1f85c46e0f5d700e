import { keepText, keptText } from "@/server/duckdb/kept-text";
import type { Context } from "@/server/services/context";
import { withDocuments } from "@/server/services/document/with-documents";

export interface DocumentIds {
  readonly fingerprint: string;
  /** By ordinal. */
  readonly ids: ReadonlyMap<number, string>;
}

/** Ids of documents of a corpus version. @throws StudioError `not-found` */
export const documentIds = (
  ctx: Context,
  versionId: string,
  ordinals: readonly number[],
): Promise<DocumentIds> =>
  withDocuments(ctx, versionId, async ({ engine, table, corpus }) => {
    if (ordinals.length === 0) return { fingerprint: corpus.fingerprint, ids: new Map() };
    const rows = await engine.query(
      `SELECT ordinal, ${keepText("doc_id")} AS doc_id FROM ${table} WHERE ordinal IN (${ordinals.join(", ")})`,
    );
    const ids = new Map(rows.map((row) => [Number(row["ordinal"]), keptText(row["doc_id"])]));
    return { fingerprint: corpus.fingerprint, ids };
  });
