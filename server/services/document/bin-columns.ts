import type { DuckDBDataChunk } from "@duckdb/node-api";
import {
  distributionBin,
  distributionRange,
  tokenBin,
  type DistributionRange,
} from "@/core/distribution-bins";
import type { RaterId } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";
import { SCORES, withCorpus } from "@/server/duckdb/corpus-engine";
import { float32Column, uint32Column, uint8Column } from "@/server/duckdb/raw-column";
import { BoundedCache } from "@/server/services/bounded-cache";
import type { ListedCorpus } from "@/server/services/document/listing-shelf";

/** A column as bins: codes of domains, bins of tokens or of the value of a rater that is on. */
export type Binned = "domain" | "tokens" | RaterId;

/** Stands for a missing value. */
export const NO_BIN = 255;

export interface BinColumn {
  /** By ordinal. */
  readonly bins: Uint8Array;
  /** Documents of the corpus by bin, `NO_BIN` included. */
  readonly all: Uint32Array;
}

const MAX_BYTES = 256 * 1024 ** 2;

/** Kept on `globalThis`: a development server evaluates modules again. */
const kept: typeof globalThis & { studioBinColumns?: BoundedCache<BinColumn> } = globalThis;

/**
 * Columns of a corpus as one byte a document; those not held from before are read in one scan.
 * @throws StudioError `cancelled`
 */
export async function binColumns(
  corpus: ListedCorpus,
  statistics: CorpusStatistics,
  wanted: readonly Binned[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<Binned, BinColumn>> {
  const cache = (kept.studioBinColumns ??= new BoundedCache(MAX_BYTES));
  const keyOf = (name: Binned): string => `${corpus.home}\n${corpus.fingerprint}\n${name}`;
  const found = new Map<Binned, BinColumn>();
  for (const name of wanted) {
    const held = cache.get(keyOf(name));
    if (held !== undefined) found.set(name, held);
  }
  const absent = wanted.filter((name) => !found.has(name));
  for (const [name, column] of await readColumns(corpus, statistics, absent, signal)) {
    cache.set(keyOf(name), column, column.bins.byteLength);
    found.set(name, column);
  }
  return found;
}

async function readColumns(
  corpus: ListedCorpus,
  statistics: CorpusStatistics,
  names: readonly Binned[],
  signal: AbortSignal | undefined,
): Promise<[Binned, BinColumn][]> {
  if (names.length === 0) return [];
  const columns = names.map((name): [Binned, BinColumn] => [
    name,
    { bins: new Uint8Array(corpus.documents), all: new Uint32Array(NO_BIN + 1) },
  ]);
  const readers = names.map((name) => readerOf(name, statistics));
  let rows = 0;
  const take = (chunk: DuckDBDataChunk): void => {
    const end = rows + chunk.rowCount;
    columns.forEach(([, { bins, all }], index) => {
      readers[index]?.fill(chunk, index, bins.subarray(rows));
      for (let row = rows; row < end; row += 1) {
        const bin = bins[row] ?? NO_BIN;
        all[bin] = (all[bin] ?? 0) + 1;
      }
    });
    rows = end;
  };
  // Rows come in the order of the file, which is that of ordinals: DuckDB keeps it where nothing sorts or joins.
  const sql = `SELECT ${readers.map((reader) => reader.sql).join(", ")} FROM ${SCORES}`;
  await withCorpus(corpus.fingerprint, (engine) => engine.gather(sql, take, signal), { home: corpus.home });
  return columns;
}

interface Reader {
  /** A column without NULLs. */
  readonly sql: string;
  /** Writes the bins of a chunk from the beginning of `bins` on. */
  readonly fill: (chunk: DuckDBDataChunk, column: number, bins: Uint8Array) => void;
}

/** A loop of its own for each kind of column: one loop that calls whichever function is several times slower. */
function readerOf(name: Binned, statistics: CorpusStatistics): Reader {
  if (name === "domain")
    return { sql: "domain", fill: (chunk, column, bins) => bins.set(uint8Column(chunk, column)) };
  if (name === "tokens") return { sql: "tokens", fill: fillTokens };
  const found = statistics.raters[name];
  if (found === null) throw new TypeError(`rater ${name} is off`);
  const range = distributionRange(found.value);
  return {
    sql: `coalesce(${name}, 'NaN'::FLOAT)`,
    fill: (chunk, column, bins) => fillValues(float32Column(chunk, column), range, bins),
  };
}

function fillTokens(chunk: DuckDBDataChunk, column: number, bins: Uint8Array): void {
  const tokens = uint32Column(chunk, column);
  for (let row = 0; row < tokens.length; row += 1) bins[row] = tokenBin(tokens[row] ?? 0);
}

function fillValues(values: Float32Array, range: DistributionRange, bins: Uint8Array): void {
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? Number.NaN;
    bins[row] = Number.isNaN(value) ? NO_BIN : distributionBin(value, range);
  }
}
