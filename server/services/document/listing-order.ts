import { StudioError } from "@/core/errors";
import { filterSql } from "@/core/document-filter";
import type { Listing } from "@/core/listing";
import { isRaterId, raterOf } from "@/core/raters";
import { planScoring } from "@/core/scoring/plan";
import { eligibleSql, scoreSql } from "@/core/scoring/score-sql";
import type { CorpusStatistics } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";
import { uint32Column } from "@/server/duckdb/raw-column";

/** The SQL that yields the ordinals of a corpus in the order of a listing, whatever it filters. */
export function orderSql({ sort, recipe }: Listing, table: string, statistics: CorpusStatistics): string {
  const direction = sort.descending ? "DESC" : "ASC";
  return `SELECT ordinal FROM ${table} ORDER BY ${keySql(sort.by, recipe, statistics)} ${direction} NULLS LAST, ordinal`;
}

function keySql(by: Listing["sort"]["by"], recipe: Listing["recipe"], statistics: CorpusStatistics): string {
  if (by === "score") {
    if (recipe === undefined) throw new TypeError("a listing by score without recipe");
    const plan = planScoring(recipe, statistics);
    return `CASE WHEN ${eligibleSql(plan)} THEN ${scoreSql(plan)} END`;
  }
  if (isRaterId(by) && statistics.raters[by] === null) {
    throw new StudioError(
      "invalid-input",
      `No document of this corpus has a value of ${raterOf(by).label}.`,
      "Sort by another rater.",
    );
  }
  return by;
}

/**
 * The SQL that yields the ordinals that pass a filter, null when all do. They come in the order of the file, ascending:
 * DuckDB keeps it where nothing sorts or joins.
 */
export function passingSql(
  filter: Listing["filter"],
  table: string,
  statistics: CorpusStatistics,
): string | null {
  const condition = filterSql(filter, statistics);
  return condition === null ? null : `SELECT ordinal FROM ${table} WHERE ${condition}`;
}

/** Reads the one column of a query, UINTEGER without NULLs, at most `most` rows. @param onRead told how many are read, now and then */
export async function readOrdinalColumn(
  engine: DuckDb,
  sql: string,
  most: number,
  { signal, onRead }: { readonly signal: AbortSignal; readonly onRead?: (done: number) => void },
): Promise<Uint32Array> {
  const ordinals = new Uint32Array(most);
  let length = 0;
  await engine.gather(
    sql,
    (chunk) => {
      ordinals.set(uint32Column(chunk, 0), length);
      length += chunk.rowCount;
      onRead?.(length);
    },
    signal,
  );
  return ordinals.slice(0, length);
}
