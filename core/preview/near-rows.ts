import type { SqlEngine, SqlRow } from "@/core/engine";
import { rowNumber } from "@/core/row-number";
import { raterColumn } from "@/core/score-table";
import { contributionsOf } from "@/core/scoring/contributions";
import { NOISE_COLUMN } from "@/core/scoring/noise";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { PoolCut } from "@/core/selection/locate-cuts";
import { aboveSql, decidesSql } from "@/core/selection/selected-sql";

/** Rows that are looked at on each side of a cut. */
export const NEAR_ROWS = 12;

/** A row next to the cut that decides about it, by a score that rounding allows. */
export interface NearRow {
  /** Place of the cut among all. */
  readonly cut: number;
  readonly inside: boolean;
  readonly ordinal: number;
  readonly domain: number;
  readonly tokens: number;
  /** By which the row was placed. */
  readonly rough: number;
  /** As the definition has it. */
  readonly score: number;
}

/**
 * The rows nearest to each cut, on both sides, nearest first.
 * @param near rows of the form of `scoredSql` around the cuts
 * @param table the score table that the exact scores are worked out from
 */
export async function nearRows(
  engine: SqlEngine,
  { near, table }: { readonly near: string; readonly table: string },
  plan: ScoringPlan,
  cuts: readonly PoolCut[],
  signal?: AbortSignal,
): Promise<NearRow[]> {
  const sides = cuts.flatMap((cut, at) => [sideSql(near, cut, at, true), sideSql(near, cut, at, false)]);
  if (sides.length === 0) return [];
  const rows = await engine.query(sides.join(" UNION ALL "), signal);
  if (rows.length === 0) return [];
  const ordinals = rows.map((row) => rowNumber(row, "ordinal"));
  const columns = [...plan.terms.map(({ column }) => column), ...(plan.noise === null ? [] : [NOISE_COLUMN])];
  const values = await engine.query(
    `SELECT ${["ordinal", ...columns].join(", ")} FROM ${table} WHERE ordinal IN (${ordinals.join(", ")})`,
    signal,
  );
  const exact = new Map(values.map((row) => [rowNumber(row, "ordinal"), rankKeyOf(plan, row)]));
  return rows.map((row) => ({
    cut: rowNumber(row, "cut"),
    inside: rowNumber(row, "inside") === 1,
    ordinal: rowNumber(row, "ordinal"),
    domain: rowNumber(row, "domain"),
    tokens: rowNumber(row, "tokens"),
    rough: rowNumber(row, "score"),
    score: exact.get(rowNumber(row, "ordinal")) ?? Number.NaN,
  }));
}

/** The twin of `rankKeySql`, for DuckDB takes as long to read a formula of 25 raters as to find the rows. */
function rankKeyOf(plan: ScoringPlan, row: SqlRow): number {
  const { score } = contributionsOf(plan, (rater, kind) => {
    const column = raterColumn(rater, kind);
    return row[column] === null ? null : rowNumber(row, column);
  });
  if (score === null) return Number.NaN;
  return plan.noise === null ? score : score / plan.noise.temperature + rowNumber(row, NOISE_COLUMN);
}

function sideSql(near: string, cut: PoolCut, at: number, inside: boolean): string {
  const above = aboveSql(cut);
  return (
    `(SELECT ${String(at)} AS cut, ${inside ? "1" : "0"} AS inside, ordinal, domain, tokens, score ` +
    `FROM ${near} WHERE ${decidesSql(cut)} AND ${inside ? above : `NOT ${above}`} ` +
    `ORDER BY ${inside ? "score, ordinal DESC" : "score DESC, ordinal"} LIMIT ${String(NEAR_ROWS)})`
  );
}
