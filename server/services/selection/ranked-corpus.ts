import { existsSync } from "node:fs";
import path from "node:path";
import type { Recipe } from "@/core/recipe";
import { GROUP_COLUMN } from "@/core/scoring/cap-sql";
import { NOISE_COLUMN, noiseOf } from "@/core/scoring/noise";
import { withCorpus } from "@/server/duckdb/corpus-engine";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { groupsPath } from "@/server/services/corpus/version-files";
import { findNoise } from "@/server/services/corpus/find-noise";
import { corpusPath } from "@/server/storage/home";

export interface RankedBy {
  readonly fingerprint: string;
  readonly home: string;
  readonly recipe: Recipe;
}

const RANKED = "ranked_scores";

/**
 * Runs `fn` with a connection that sees all rows of a corpus with every column the recipe ranks by: `withCorpus`, and
 * beside it the noise where the recipe has a temperature, and the groups where it has a cap.
 * @throws StudioError `not-found`, `cancelled`
 */
export async function withRankedCorpus<T>(
  of: RankedBy,
  fn: (engine: DuckDb, table: string) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const beside = await columnsBeside(of, signal);
  if (beside.length === 0) return withCorpus(of.fingerprint, fn, { home: of.home });
  return withView(of, { beside, rowsOf: (table) => table }, fn, signal);
}

/** The same of the rows of the frozen sample alone, each with its inclusion. */
export async function withRankedSample<T>(
  of: RankedBy,
  fn: (engine: DuckDb, table: string) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  const file = sqlText(path.join(corpusPath(of.fingerprint, of.home), "scores.parquet"));
  const rowsOf = (): string => `(FROM read_parquet(${file}) WHERE inclusion > 0)`;
  return withView(of, { beside: await columnsBeside(of, signal), rowsOf }, fn, signal);
}

interface View {
  readonly beside: readonly Beside[];
  readonly rowsOf: (table: string) => string;
}

const withView = <T>(
  { fingerprint, home }: RankedBy,
  { beside, rowsOf }: View,
  fn: (engine: DuckDb, table: string) => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> =>
  withCorpus(
    fingerprint,
    async (engine, table) => {
      const columns = ["scores.*", ...beside.map(({ column }) => column)].join(", ");
      const joins = beside.map(({ join }) => join).join(" ");
      await engine.run(
        `CREATE OR REPLACE TEMP VIEW ${RANKED} AS SELECT ${columns} FROM ${rowsOf(table)} AS scores ${joins}`,
        signal,
      );
      return fn(engine, RANKED);
    },
    { home },
  );

const columnsBeside = async (of: RankedBy, signal: AbortSignal | undefined): Promise<Beside[]> => [
  ...(await noiseJoin(of, signal)),
  ...groupsJoin(of),
];

/** A column from another file of the corpus. */
interface Beside {
  readonly column: string;
  readonly join: string;
}

async function noiseJoin(
  { fingerprint, home, recipe }: RankedBy,
  signal: AbortSignal | undefined,
): Promise<Beside[]> {
  const noise = noiseOf(recipe);
  if (noise === null) return [];
  const { file } = await findNoise({ fingerprint, home, seed: noise.seed }, signal);
  return [
    { column: `made.${NOISE_COLUMN}`, join: `JOIN read_parquet(${sqlText(file)}) AS made USING (ordinal)` },
  ];
}

/** A corpus without groups has no file of them; that the recipe does not suit it is found by planning. */
function groupsJoin({ fingerprint, home, recipe }: RankedBy): Beside[] {
  const file = groupsPath(fingerprint, home);
  if (recipe.cap === undefined || !existsSync(file)) return [];
  return [
    {
      column: `grouped.${GROUP_COLUMN}`,
      join: `LEFT JOIN read_parquet(${sqlText(file)}) AS grouped USING (ordinal)`,
    },
  ];
}
