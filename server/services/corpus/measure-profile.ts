import type { RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import type { CorpusStatistics } from "@/core/statistics";
import type { SqlEngine, SqlRow } from "@/core/engine";
import type { CorpusProfile, Lengths } from "@/server/services/corpus/corpus-profile";

export interface ProfileProgress {
  /** Pairs of raters compared, of all. */
  readonly done: number;
  readonly total: number;
}

interface MeasureProfile {
  readonly engine: SqlEngine;
  /** The whole score table. */
  readonly table: string;
  readonly statistics: CorpusStatistics;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: ProfileProgress) => void;
}

/** Pairs a statement: one statement for all takes no less time, and can tell nothing before its end. */
const PAIRS_AT_ONCE = 30;

/** Measures lengths and correlations over all documents. @throws StudioError `cancelled` */
export async function measureProfile(measuring: MeasureProfile): Promise<Omit<CorpusProfile, "format">> {
  const { statistics } = measuring;
  const raters = (Object.keys(statistics.raters) as RaterId[]).filter(
    (rater) => statistics.raters[rater] !== null,
  );
  const pairs = raters.flatMap((a, index) => raters.slice(index + 1).map((b): Pair => [a, b]));
  measuring.onProgress({ done: 0, total: pairs.length });
  const lengths = await measureLengths(measuring);
  const values: (number | null)[] = [];
  const documents: number[] = [];
  for (let from = 0; from < pairs.length; from += PAIRS_AT_ONCE) {
    const some = pairs.slice(from, from + PAIRS_AT_ONCE);
    for (const pair of await measurePairs(measuring, some)) {
      values.push(pair.value);
      documents.push(pair.documents);
    }
    measuring.onProgress({ done: values.length, total: pairs.length });
  }
  return { ...lengths, correlation: { raters, values, documents } };
}

const LENGTHS = `count(*) AS documents, min(tokens) AS min, max(tokens) AS max, quantile_disc(tokens, [0.05, 0.25, 0.5, 0.75, 0.95]) AS q`;
const PERCENTILES = "q[1] AS p5, q[2] AS p25, q[3] AS median, q[4] AS p75, q[5] AS p95";

async function measureLengths({
  engine,
  table,
  statistics,
  signal,
}: MeasureProfile): Promise<Pick<CorpusProfile, "lengths" | "domains">> {
  const rows = await engine.query(
    `SELECT * EXCLUDE (q), ${PERCENTILES} FROM (SELECT domain, ${LENGTHS} FROM ${table} GROUP BY GROUPING SETS ((domain), ()))`,
    signal,
  );
  const byCode = new Map(rows.map((row) => [row["domain"], toLengths(row)]));
  const none = toLengths({});
  return {
    lengths: byCode.get(null) ?? none,
    domains: statistics.domains.map(({ domain }, code) => ({ domain, ...(byCode.get(code) ?? none) })),
  };
}

function toLengths(row: SqlRow): Lengths {
  const figure = (name: keyof Lengths): number => Number(row[name] ?? 0);
  return {
    documents: figure("documents"),
    min: figure("min"),
    p5: figure("p5"),
    p25: figure("p25"),
    median: figure("median"),
    p75: figure("p75"),
    p95: figure("p95"),
    max: figure("max"),
  };
}

type Pair = readonly [RaterId, RaterId];

/** Both aggregates read no row in which either value is missing. */
async function measurePairs(
  { engine, table, statistics, signal }: MeasureProfile,
  pairs: readonly Pair[],
): Promise<{ value: number | null; documents: number }[]> {
  const isWhole = (rater: RaterId): boolean => statistics.raters[rater]?.value.missing === 0;
  const columns = pairs.flatMap(([a, b], index) => {
    const both = `${raterColumn(a, "rank")}, ${raterColumn(b, "rank")}`;
    const counted = isWhole(a) || isWhole(b) ? [] : [`regr_count(${both}) AS n${String(index)}`];
    return [`corr(${both}) AS c${String(index)}`, ...counted];
  });
  const [row = {}] = await engine.query(`SELECT ${columns.join(", ")} FROM ${table}`, signal);
  return pairs.map(([a, b], index) => {
    const value = row[`c${String(index)}`];
    const fewer = Math.min(statistics.raters[a]?.value.n ?? 0, statistics.raters[b]?.value.n ?? 0);
    return {
      value: typeof value === "number" && Number.isFinite(value) ? rounded(value) : null,
      documents: Number(row[`n${String(index)}`] ?? fewer),
    };
  });
}

/** Threads add up in any order, which shows in the last digits. */
const rounded = (value: number): number => Math.min(1, Math.max(-1, Math.round(value * 1e6) / 1e6));
