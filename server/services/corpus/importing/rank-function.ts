import { DOUBLE, DuckDBScalarFunction, FLOAT, INTEGER } from "@duckdb/node-api";
import { rankOf } from "@/core/scoring/normalise";
import { float64Column } from "@/server/duckdb/raw-column";

const RANK_FUNCTION = "studio_rank";

/** SQL of the rank of a rater's column; NULL stays NULL. @param position of its quantiles among those of `rankFunction` */
export const rankSql = (position: number, column: string): string =>
  `CASE WHEN ${column} IS NOT NULL THEN ${RANK_FUNCTION}(${String(position)}, coalesce(${column}, 0)) END`;

/**
 * The core's `rankOf` as the SQL function that `rankSql` calls, so that the materialised ranks are its float32 values by
 * construction. It takes no NULL.
 * @param quantiles by position of the column
 */
export function rankFunction(quantiles: readonly (readonly number[])[]): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name: RANK_FUNCTION,
    parameterTypes: [INTEGER, DOUBLE],
    returnType: FLOAT,
    mainFunction: (_info, input, output) => {
      // The position is written into the query, and so the same in all rows.
      const position = Number(input.getColumnVector(0).getItem(0));
      const column = quantiles[position];
      if (column === undefined) throw new RangeError(`no quantiles of column ${String(position)}`);
      float64Column(input, 1).forEach((value, row) => output.setItem(row, rankOf(column, value)));
      output.flush();
    },
  });
}
