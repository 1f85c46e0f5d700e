import { contentHash } from "@/core/recipe-identity";
import type { Recipe } from "@/core/recipe";
import { cappedSql, GROUP_COLUMN } from "@/core/scoring/cap-sql";
import { planScoring } from "@/core/scoring/plan";
import { eligibleSql, rankKeySql, scoreSql } from "@/core/scoring/score-sql";
import { checkedFigures, figuresOf, type ExactFigures } from "@/core/selection/exact-figures";
import { locateCuts } from "@/core/selection/cut-ranking";
import { selectedSql } from "@/core/selection/selected-sql";
import type { CorpusStatistics } from "@/core/statistics";
import { StudioError } from "@/core/errors";
import { openDuckDb } from "@/server/duckdb/engine";
import type { RankedRows } from "@/server/services/selection/rank-together";
import { withRankedCorpus } from "@/server/services/selection/ranked-corpus";
import { sqlText, sqlTexts } from "@/server/duckdb/sql-literal";

const BINS = 4096;
/** Rows of a row group, as DuckDB's own default. */
const ROW_GROUP = 122_880;
const FORMAT = `FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE ${String(ROW_GROUP)}`;
/** Reading two columns in order takes little; the rest of the machine is for others. */
const HASH_MEMORY_MB = 256;

export interface SelectionSource {
  readonly fingerprint: string;
  readonly home: string;
  readonly recipe: Recipe;
  readonly statistics: CorpusStatistics;
}

export interface WriteSelectionFile {
  readonly source: SelectionSource;
  /** Path of the Parquet file to write. */
  readonly file: string;
  readonly signal: AbortSignal;
  /** Called with the exact count before anything is written; may throw. */
  readonly onCounted: (figures: ExactFigures) => void;
}

/**
 * Counts a selection and writes it: doc_id VARCHAR, ordinal UINTEGER, domain VARCHAR (name), tokens UINTEGER, score DOUBLE
 * in selection order (score descending, then ordinal). Under a temperature rank_key DOUBLE, which orders instead, comes last. DuckDB sorts within its memory limit and spills beyond it.
 */
export function writeSelectionFile({
  source,
  file,
  signal,
  onCounted,
}: WriteSelectionFile): Promise<ExactFigures> {
  const { fingerprint, home, recipe, statistics } = source;
  const plan = planScoring(recipe, statistics);
  const names = sqlTexts(statistics.domains.map(({ domain }) => domain));
  return withRankedCorpus(
    { fingerprint, home, recipe },
    async (engine, table) => {
      const cuts = await locateCuts(engine, table, plan, { bins: BINS, signal });
      const figures = figuresOf(plan, cuts, statistics);
      onCounted(figures);
      const group = plan.cap === null ? "" : `, ${GROUP_COLUMN}`;
      const rated =
        `(SELECT doc_id, ordinal, domain, tokens, ${rankKeySql(plan)} AS score, ${scoreSql(plan)} AS own_score${group} ` +
        `FROM ${table} WHERE ${eligibleSql(plan)})`;
      const scored = plan.cap === null ? rated : cappedSql(rated, plan.cap);
      const shown = plan.noise === null ? "scored.score" : "own_score AS score, scored.score AS rank_key";
      const ranked =
        `SELECT doc_id, ordinal, ${names}[domain + 1] AS domain, tokens, ${shown} FROM ${scored} AS scored ` +
        `WHERE ${selectedSql(cuts)} ORDER BY scored.score DESC, ordinal`;
      await engine.query(`COPY (${ranked}) TO ${sqlText(file)} (${FORMAT})`, signal);
      return figures;
    },
    signal,
  );
}

/**
 * Writes the file of `writeSelectionFile` from rows that are ranked already, in a pass over the documents that are in.
 * @throws StudioError `invalid-input` for a recipe that selects nothing
 */
export async function writeRankedFile(
  { engine, plan, cuts, scored, table }: RankedRows,
  statistics: CorpusStatistics,
  file: string,
  signal: AbortSignal,
): Promise<ExactFigures> {
  const figures = checkedFigures(plan, cuts, statistics);
  const names = sqlTexts(statistics.domains.map(({ domain }) => domain));
  const own = plan.noise === null ? "chosen.score" : `${scoreSql(plan)} AS score, chosen.score AS rank_key`;
  const chosen = `(SELECT ordinal, score FROM ${scored} AS scored WHERE ${selectedSql(cuts)})`;
  const ranked =
    `SELECT doc_id, ordinal, ${names}[domain + 1] AS domain, tokens, ${own} ` +
    `FROM ${table} JOIN ${chosen} AS chosen USING (ordinal) ORDER BY chosen.score DESC, ordinal`;
  await engine.query(`COPY (${ranked}) TO ${sqlText(file)} (${FORMAT})`, signal);
  return figures;
}

export interface HashSelection {
  readonly file: string;
  readonly home: string;
  readonly signal: AbortSignal;
  readonly onDocuments: (done: number) => void;
}

export interface SelectionContent {
  readonly contentHash: string;
  readonly documents: number;
  readonly tokens: number;
}

/** Reads a written selection back in its order, chunk by chunk. */
export async function hashSelection({ file, signal, onDocuments }: HashSelection): Promise<SelectionContent> {
  const hash = contentHash();
  let documents = 0;
  let tokens = 0;
  const engine = await openDuckDb({ memoryMb: HASH_MEMORY_MB });
  try {
    await engine.stream(
      `SELECT doc_id, tokens FROM read_parquet(${sqlText(file)})`,
      (chunk) => {
        for (const [id, count] of chunk.getRows()) {
          if (typeof id !== "string" || typeof count !== "number")
            throw new StudioError("corrupt", `${file} holds a row without id or tokens.`);
          hash.add(id, count);
          documents += 1;
          tokens += count;
        }
        onDocuments(documents);
      },
      signal,
    );
  } finally {
    engine.close();
  }
  return { contentHash: hash.digest(), documents, tokens };
}
