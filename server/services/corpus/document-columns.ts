import type { DocumentColumns } from "@/core/comparison/selected";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import { uint32Column, uint8Column } from "@/server/duckdb/raw-column";
import { BoundedCache } from "@/server/services/bounded-cache";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { SharedWork } from "@/server/services/shared-work";

/** Bytes of all columns held: 5 a document. */
const MAX_BYTES = 64 * 1024 ** 2;

const held = new BoundedCache<DocumentColumns>(MAX_BYTES);
const reading = new SharedWork<DocumentColumns>();

/** Domain codes and tokens of all documents of a corpus, read once. @throws StudioError `not-found`, `cancelled` */
export async function documentColumns(
  fingerprint: string,
  home: string,
  signal: AbortSignal | undefined,
): Promise<DocumentColumns> {
  const key = `${home}\n${fingerprint}`;
  const known = held.get(key);
  if (known !== undefined) return known;
  return reading.join(
    key,
    async (shared) => {
      const columns = await readColumns(fingerprint, home, shared);
      held.set(key, columns, columns.domains.byteLength + columns.tokens.byteLength);
      return columns;
    },
    { signal },
  );
}

/** Rows come in the order of the file, which is that of ordinals. */
async function readColumns(fingerprint: string, home: string, signal: AbortSignal): Promise<DocumentColumns> {
  const { documents } = await knownStatistics(fingerprint, home);
  const domains = new Uint8Array(documents);
  const tokens = new Uint32Array(documents);
  let rows = 0;
  await withCorpus(
    fingerprint,
    (engine, table) =>
      engine.gather(
        `SELECT domain, tokens FROM ${table}`,
        (chunk) => {
          domains.set(uint8Column(chunk, 0), rows);
          tokens.set(uint32Column(chunk, 1), rows);
          rows += chunk.rowCount;
        },
        signal,
      ),
    { home },
  );
  return { domains, tokens };
}
