import path from "node:path";
import type { SqlEngine } from "@/core/engine";
import { keepText, keptText } from "@/server/duckdb/kept-text";
import { sqlText, sqlTexts } from "@/server/duckdb/sql-literal";
import { corpusPath } from "@/server/storage/home";

export interface TextAddress {
  readonly id: string;
  readonly part: number;
}

export const textPart = (fingerprint: string, home: string, part: number): string =>
  path.join(corpusPath(fingerprint, home), "text", `part-${String(part).padStart(5, "0")}.parquet`);

/**
 * Texts by id. Parts are sorted by id in row groups of about 3 MB, so that DuckDB reads no more than the groups hit.
 * @param characters how many of each text; null for all
 */
export async function readTexts(
  engine: SqlEngine,
  corpus: { readonly fingerprint: string; readonly home: string },
  addresses: readonly TextAddress[],
  characters: number | null,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const text = keepText(characters === null ? "text" : `left(text, ${String(characters)})`);
  for (const [part, ids] of byPart(addresses)) {
    const file = sqlText(textPart(corpus.fingerprint, corpus.home, part));
    const wanted =
      ids.length === 1 ? `doc_id = ${sqlText(ids[0] ?? "")}` : `doc_id IN (SELECT unnest(${sqlTexts(ids)}))`;
    const rows = await engine.query(
      `SELECT ${keepText("doc_id")} AS doc_id, ${text} AS text FROM read_parquet(${file}) WHERE ${wanted}`,
    );
    for (const row of rows) texts.set(keptText(row["doc_id"]), keptText(row["text"]));
  }
  return texts;
}

function byPart(addresses: readonly TextAddress[]): Map<number, string[]> {
  const parts = new Map<number, string[]>();
  for (const { part, id } of addresses) parts.set(part, [...(parts.get(part) ?? []), id]);
  return parts;
}
