import type { SqlEngine } from "@/core/engine";
import { rowNumber } from "@/core/row-number";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { Pool } from "@/core/scoring/pools";
import { eligibleSql, rankKeySql } from "@/core/scoring/score-sql";
import { doubleSql } from "@/core/sql-number";

/** The pool that decides about a domain; undefined where the recipe gives it no share. */
export const poolOf = ({ pools }: ScoringPlan, domain: number): Pool | undefined =>
  pools.find(({ domains }) => domains === null || domains.includes(domain));

interface Counted {
  readonly ordinal: number;
  /** Code of its domain. */
  readonly domain: number;
  /** Score table that holds this document alone. */
  readonly alone: string;
}

/**
 * Whether each of some recipes selects one document, counted by the engine over the whole table: the tokens ranked up to the
 * document, itself included, fit the quota of its pool. One scan for all: what the scores have in common is worked out once.
 */
export async function selectedUnder(
  engine: SqlEngine,
  table: string,
  plans: readonly ScoringPlan[],
  document: Counted,
  signal?: AbortSignal,
): Promise<boolean[]> {
  const keys = plans.map(
    (plan, at) => `CASE WHEN ${eligibleSql(plan)} THEN ${rankKeySql(plan)} END AS key${String(at)}`,
  );
  const [own] = await engine.query(`SELECT ${keys.join(", ")} FROM ${document.alone}`, signal);
  const ranked = plans.flatMap((plan, at) => {
    const key = own?.[`key${String(at)}`] ?? null;
    const pool = poolOf(plan, document.domain);
    return typeof key === "number" && pool !== undefined
      ? [{ at, pool, sum: upToSql(document, pool, at, key) }]
      : [];
  });
  if (ranked.length === 0) return plans.map(() => false);
  const [sums] = await engine.query(
    `SELECT ${ranked.map(({ sum }) => sum).join(", ")} FROM ` +
      `(SELECT ordinal, domain, tokens::DOUBLE AS tokens, ${keys.join(", ")} FROM ${table}) AS keyed`,
    signal,
  );
  return plans.map((_, at) =>
    ranked.some(
      (one) =>
        one.at === at && sums !== undefined && rowNumber(sums, `tokens${String(at)}`) <= one.pool.quota,
    ),
  );
}

/** Tokens of a pool ranked up to the document. Not a WHERE: DuckDB would work the score out for each time it is named. */
function upToSql({ ordinal }: Counted, { domains }: Pool, at: number, key: number): string {
  const [name, own] = [`key${String(at)}`, doubleSql(key)];
  const inPool = domains === null ? "TRUE" : `domain IN (${domains.join(", ")})`;
  const before = `${name} >= ${own} AND (${name} > ${own} OR ordinal <= ${String(ordinal)})`;
  return `sum(CASE WHEN ${inPool} AND ${before} THEN tokens END) AS tokens${String(at)}`;
}
