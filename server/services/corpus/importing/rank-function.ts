import { DOUBLE, DuckDBScalarFunction, FLOAT, INTEGER } from "@duckdb/node-api";
import { rankOf } from "@/core/scoring/normalise";

/** Name of the SQL function (position of the column, value) → rank. */
export const RANK_FUNCTION = "studio_rank";

/**
 * The core's `rankOf` as a SQL function, so that the materialised ranks are its float32 values by construction.
 * @param quantiles by position of the column
 */
export function rankFunction(quantiles: readonly (readonly number[])[]): DuckDBScalarFunction {
  return DuckDBScalarFunction.create({
    name: RANK_FUNCTION,
    parameterTypes: [INTEGER, DOUBLE],
    returnType: FLOAT,
    mainFunction: (_info, input, output) => {
      const columns = input.getColumnVector(0);
      const values = input.getColumnVector(1);
      for (let row = 0; row < input.rowCount; row += 1) {
        const value = values.getItem(row);
        const column = quantiles[Number(columns.getItem(row))];
        output.setItem(row, typeof value !== "number" || column === undefined ? null : rankOf(column, value));
      }
      output.flush();
    },
  });
}
