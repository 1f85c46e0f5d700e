import type { DuckDb } from "@/server/duckdb/engine";

/** The SQL of the `inclusion` column: 1 for certain rows, 0 for rows outside the sample. */
export interface Sample {
  readonly inclusion: string;
  readonly documents: number;
}

/** Probability grows with tokens; a document without any still has to be reachable. */
const SIZE = "greatest(tokens, 1)::DOUBLE";

/**
 * Draws the frozen preview sample: Pareto order sampling (Rosén 1997) with probabilities proportional to tokens, rows that
 * would exceed 1 taken for certain; the random number of a row comes from its id.
 * @param relation selectable rows with columns id, tokens, draw
 */
export async function drawSample(
  engine: DuckDb,
  relation: string,
  documents: number,
  wanted: number,
  signal: AbortSignal,
): Promise<Sample> {
  if (documents <= wanted) return { inclusion: "1::FLOAT", documents };
  let certainFrom = Number.POSITIVE_INFINITY;
  let open = { documents: wanted, size: 0 };
  for (;;) {
    const [row] = await engine.query(
      `SELECT count(*) FILTER (${SIZE} >= ${literal(certainFrom)}) AS certain, sum(${SIZE}::HUGEINT) FILTER (${SIZE} < ${literal(certainFrom)}) AS size FROM ${relation}`,
      signal,
    );
    open = { documents: wanted - Number(row?.["certain"]), size: Number(row?.["size"]) };
    const next = Math.min(certainFrom, open.size / open.documents);
    if (next === certainFrom) break;
    const [more] = await engine.query(
      `SELECT count(*) AS n FROM ${relation} WHERE ${SIZE} >= ${literal(next)} AND ${SIZE} < ${literal(certainFrom)}`,
      signal,
    );
    if (Number(more?.["n"]) === 0) break;
    certainFrom = next;
  }
  const probability = `(${SIZE} * ${literal(open.documents)} / ${literal(open.size)})`;
  const order = `((draw / (1 - draw)) * (1 - ${probability}) / ${probability})`;
  const uncertain = `${SIZE} < ${literal(certainFrom)}`;
  const [last] = await engine.query(
    `SELECT o AS cut, id FROM (SELECT ${order} AS o, id FROM ${relation} WHERE ${uncertain}) ORDER BY o, id LIMIT 1 OFFSET ${String(open.documents - 1)}`,
    signal,
  );
  const cut = literal(Number(last?.["cut"]));
  const lastId = `'${String(last?.["id"]).replaceAll("'", "''")}'`;
  const drawn = `(${order} < ${cut} OR (${order} = ${cut} AND id <= ${lastId}))`;
  return {
    inclusion: `(CASE WHEN NOT (${uncertain}) THEN 1 WHEN ${drawn} THEN ${probability} ELSE 0 END)::FLOAT`,
    documents: wanted,
  };
}

const literal = (value: number): string => `'${String(value)}'::DOUBLE`;
