import type { DuckDb } from "@/server/duckdb/engine";
import { uint16Column } from "@/server/duckdb/raw-column";
import { BoundedCache } from "@/server/services/bounded-cache";
import type { CorpusFiles } from "@/server/services/document/ordinal-cache";

/** A corpus with a connection that sees its score table. */
export interface OpenCorpus {
  readonly engine: DuckDb;
  readonly table: string;
  readonly corpus: CorpusFiles;
}

/** Ordinals of the documents of each text part, in the order of its rows. */
export type OrdinalsByPart = ReadonlyMap<number, Uint32Array>;

const MAX_HELD_BYTES = 64 * 1024 ** 2;
const held = new BoundedCache<OrdinalsByPart>(MAX_HELD_BYTES);

/**
 * Which document each text of each part belongs to: both a part and the score table are in the order of ids, so the n-th
 * text of a part is that of its n-th document.
 */
export async function ordinalsByPart(
  { engine, table, corpus }: OpenCorpus,
  signal: AbortSignal,
): Promise<OrdinalsByPart> {
  const key = `${corpus.home}\n${corpus.fingerprint}`;
  const known = held.get(key);
  if (known !== undefined) return known;
  const parts = new Map<number, number[]>();
  let ordinal = 0;
  await engine.gather(
    `SELECT part FROM ${table}`,
    (chunk) => {
      for (const part of uint16Column(chunk, 0)) {
        const own = parts.get(part);
        if (own === undefined) parts.set(part, [ordinal]);
        else own.push(ordinal);
        ordinal += 1;
      }
    },
    signal,
  );
  const found = new Map([...parts].map(([part, ordinals]) => [part, Uint32Array.from(ordinals)]));
  held.set(key, found, 4 * ordinal);
  return found;
}
