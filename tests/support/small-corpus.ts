import { isRaterId, levelsOf, RATER_IDS, raterOf, type RaterId } from "@/core/raters";
import { noiseFor } from "@/tests/support/noise";
import type { ColumnStatistics, CorpusStatistics, RaterStatistics } from "@/core/statistics";

/** One document of a small corpus; `ordinal` is its position. */
export interface SmallDocument {
  readonly domain: string;
  readonly tokens: number;
  /** Absent or null: missing. Rounded to float32 on the way in. */
  readonly scores: Partial<Record<RaterId, number | null>>;
  /** Most likely level of classifiers. */
  readonly argmax: Partial<Record<RaterId, number | null>>;
  readonly inclusion?: number;
  /** Absent or null: it belongs to none. */
  readonly group?: string | null;
}

export interface SmallCorpus {
  readonly documents: readonly SmallDocument[];
  readonly statistics: CorpusStatistics;
  /** Statements that make the score table under a name, in either engine, with the noise of a seed. */
  createSql(table: string, seed?: number): string[];
}

/** Ids in the order of ordinals. */
export const idOf = (ordinal: number): string => `doc-${String(ordinal).padStart(6, "0")}`;

/** Frozen statistics and score table of a handful of documents; a rater that no document has is off. */
export function smallCorpus(given: readonly SmallDocument[]): SmallCorpus {
  const documents = given.map((document) => ({ ...document, scores: rounded(document.scores) }));
  const names = [...new Set(documents.map(({ domain }) => domain))].sort();
  const raters = Object.fromEntries(
    RATER_IDS.map((rater) => [rater, raterStatistics(documents, rater)]),
  ) as Record<RaterId, RaterStatistics | null>;
  const statistics: CorpusStatistics = {
    documents: documents.length,
    tokens: documents.reduce((sum, { tokens }) => sum + tokens, 0),
    domains: names.map((domain) => {
      const own = documents.filter((document) => document.domain === domain);
      return { domain, documents: own.length, tokens: own.reduce((sum, { tokens }) => sum + tokens, 0) };
    }),
    raters,
    ...groupTotals(documents),
  };
  return {
    documents,
    statistics,
    createSql: (table, seed = 0) => createSql(table, documents, statistics, seed),
  };
}

/** Names of the groups by their code. */
const groupNames = (documents: readonly SmallDocument[]): string[] =>
  [...new Set(documents.flatMap(({ group }) => group ?? []))].sort();

function groupTotals(documents: readonly SmallDocument[]): Pick<CorpusStatistics, "groups"> {
  const [largest] = groupNames(documents)
    .map((name) => ({ name, documents: documents.filter(({ group }) => group === name).length }))
    .sort((a, b) => b.documents - a.documents);
  if (largest === undefined) return {};
  const grouped = documents.filter(({ group = null }) => group !== null).length;
  return {
    groups: { column: "host", groups: groupNames(documents).length, documents: grouped, largest },
  };
}

const rounded = (scores: SmallDocument["scores"]): SmallDocument["scores"] =>
  Object.fromEntries(
    Object.entries(scores).map(([rater, value]) => [rater, value === null ? null : Math.fround(value)]),
  );

function raterStatistics(documents: readonly SmallDocument[], rater: RaterId): RaterStatistics | null {
  const value = columnStatistics(documents.map(({ scores }) => scores[rater] ?? null));
  if (value === null) return null;
  const argmax =
    levelsOf(raterOf(rater)) === null
      ? null
      : columnStatistics(documents.map((d) => d.argmax[rater] ?? null));
  return { value, argmax, provenance: "imported" };
}

function columnStatistics(column: readonly (number | null)[]): ColumnStatistics | null {
  const values = column.filter((value) => value !== null).sort((a, b) => a - b);
  const n = values.length;
  if (n === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const quantile = (share: number): number => {
    const place = share * (n - 1);
    const below = values[Math.floor(place)] ?? 0;
    const above = values[Math.ceil(place)] ?? 0;
    return below + (above - below) * (place - Math.floor(place));
  };
  return {
    n,
    missing: column.length - n,
    min: values[0] ?? 0,
    max: values[n - 1] ?? 0,
    mean,
    sd: Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n),
    quantiles: Array.from({ length: 4097 }, (_, index) => quantile(index / 4096)),
  };
}

/** Percentile of a value, by looking at every quantile. */
export function bruteRank(quantiles: readonly number[], x: number): number {
  const top = quantiles.length - 1;
  const equal = quantiles.flatMap((quantile, index) => (quantile === x ? [index] : []));
  const first = equal[0];
  const last = equal.at(-1);
  if (first !== undefined && last !== undefined) return (first + last) / 2 / top;
  const below = quantiles.filter((quantile) => quantile < x).length - 1;
  if (below < 0) return 0;
  if (below === top) return 1;
  const [low, high] = [quantiles[below] ?? 0, quantiles[below + 1] ?? 0];
  return (below + (x - low) / (high - low)) / top;
}

function createSql(
  table: string,
  documents: readonly SmallDocument[],
  statistics: CorpusStatistics,
  seed: number,
): string[] {
  const raters = Object.keys(statistics.raters)
    .filter(isRaterId)
    .flatMap((rater) => {
      const found = statistics.raters[rater];
      return found === null ? [] : [{ rater, found }];
    });
  const columns = raters.flatMap(({ rater, found }) => [
    `${rater} FLOAT`,
    `${rater}_rank FLOAT`,
    ...(found.argmax === null ? [] : [`${rater}_argmax UTINYINT`]),
  ]);
  const literal = (value: number | null | undefined): string =>
    value === null || value === undefined ? "NULL" : `'${String(value)}'`;
  const names = groupNames(documents);
  const rows = documents.map((document, ordinal) => {
    const { group = null } = document;
    const groupCode = group === null ? "NULL" : String(names.indexOf(group));
    const code = statistics.domains.findIndex(({ domain }) => domain === document.domain);
    const cells = raters.flatMap(({ rater, found }) => {
      const value = document.scores[rater] ?? null;
      const rank = value === null ? null : Math.fround(bruteRank(found.value.quantiles, value));
      return [
        literal(value),
        literal(rank),
        ...(found.argmax === null ? [] : [literal(document.argmax[rater])]),
      ];
    });
    const noise = literal(noiseFor(seed, idOf(ordinal)));
    return `(${[ordinal, code, document.tokens, document.inclusion ?? 1, noise, groupCode, ...cells].join(", ")})`;
  });
  return [
    `CREATE OR REPLACE TABLE ${table} (${["ordinal UINTEGER", "domain UTINYINT", "tokens UINTEGER", "inclusion FLOAT", "noise FLOAT", "group_code UINTEGER", ...columns].join(", ")})`,
    `INSERT INTO ${table} VALUES ${rows.join(", ")}`,
  ];
}
