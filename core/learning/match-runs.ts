import { StudioError } from "@/core/errors";
import { numberIn, requireColumn, type KeyedTable } from "@/core/learning/keyed-table";

/** Runs with weights and a loss, in the order of the table of weights. */
export interface MatchedRuns {
  readonly ids: readonly string[];
  /** One row a run, one number a column. */
  readonly weights: readonly (readonly number[])[];
  readonly losses: readonly number[];
}

/** Ids that one of the two tables lacks. */
export interface Unmatched {
  readonly withoutLoss: readonly string[];
  readonly withoutWeights: readonly string[];
}

/**
 * Puts losses to weights by the id of the run, never by position.
 * @param columns of weights, in the order of the answer
 * @throws StudioError `invalid-input` that names file, line and column of what is no number, a weight below 0, a column that is
 * not there, and tables that have no id in common
 */
export function matchRuns(
  weights: KeyedTable,
  losses: KeyedTable,
  target: string,
  columns: readonly string[] = weights.columns,
): { readonly runs: MatchedRuns; readonly unmatched: Unmatched } {
  requireColumn(losses, target);
  checkSameColumns(weights, columns);
  const lossOf = new Map(losses.rows.map((row) => [row.id, numberIn(losses, row, target)]));
  const known = new Set(weights.rows.map(({ id }) => id));
  const rows = weights.rows.map((row) => ({
    id: row.id,
    loss: lossOf.get(row.id),
    weights: columns.map((column) => weightIn(weights, row, column)),
  }));
  const matched = rows.flatMap(({ loss, ...row }) => (loss === undefined ? [] : [{ ...row, loss }]));
  if (matched.length === 0) throw nothingInCommon(weights, losses);
  return {
    runs: {
      ids: matched.map(({ id }) => id),
      weights: matched.map((row) => row.weights),
      losses: matched.map(({ loss }) => loss),
    },
    unmatched: {
      withoutLoss: rows.filter(({ loss }) => loss === undefined).map(({ id }) => id),
      withoutWeights: losses.rows.filter(({ id }) => !known.has(id)).map(({ id }) => id),
    },
  };
}

function weightIn(table: KeyedTable, row: KeyedTable["rows"][number], column: string): number {
  const weight = numberIn(table, row, column);
  if (weight >= 0) return weight;
  throw new StudioError(
    "invalid-input",
    `Line ${String(row.line)} of ${table.file} (run "${row.id}") has ${String(weight)} in "${column}".`,
    "A weight is 0 or more; turn the direction of the rater instead.",
  );
}

function checkSameColumns({ file, columns }: KeyedTable, wanted: readonly string[]): void {
  const missing = wanted.filter((column) => !columns.includes(column));
  const strange = columns.filter((column) => !wanted.includes(column));
  if (missing.length === 0 && strange.length === 0) return;
  const faults = [
    ...(missing.length === 0 ? [] : [`lacks ${missing.join(", ")}`]),
    ...(strange.length === 0 ? [] : [`has ${strange.join(", ")} besides`]),
  ];
  throw new StudioError(
    "invalid-input",
    `${file} ${faults.join(" and ")}.`,
    "Give it the columns that the weights to learn from have, in any order.",
  );
}

function nothingInCommon(weights: KeyedTable, losses: KeyedTable): StudioError {
  const first = ({ rows }: KeyedTable): string => rows[0]?.id ?? "";
  return new StudioError(
    "invalid-input",
    `No id of "${weights.idColumn}" in ${weights.file} (such as "${first(weights)}") is in "${losses.idColumn}" of ${losses.file} (such as "${first(losses)}").`,
    "Give a run the same id in both, or name the column of ids by --id.",
  );
}
