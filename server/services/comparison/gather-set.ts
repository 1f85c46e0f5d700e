import { DocumentSet } from "@/core/comparison/document-set";
import type { DuckDb } from "@/server/duckdb/engine";
import { uint32Column } from "@/server/duckdb/raw-column";

/** The documents of a corpus whose ordinals a query answers, in one column. */
export async function gatherSet(
  engine: DuckDb,
  sql: string,
  documents: number,
  signal: AbortSignal,
): Promise<DocumentSet> {
  const set = new DocumentSet(documents);
  await engine.gather(
    sql,
    (chunk) => {
      for (const ordinal of uint32Column(chunk, 0)) set.add(ordinal);
    },
    signal,
  );
  return set;
}
