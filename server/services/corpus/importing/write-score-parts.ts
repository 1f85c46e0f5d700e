import { mkdir } from "node:fs/promises";
import {
  MOST_WHOLE_ROWS,
  partColumns,
  SCORE_GROUPS,
  type PartColumn,
  type ScorePart,
  type ScoreParts,
} from "@/core/score-parts";
import type { CorpusStatistics } from "@/core/statistics";
import type { DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { PartWriter } from "@/server/services/corpus/importing/part-writer";

export interface ScorePartsInput {
  readonly engine: DuckDb;
  /** The finished scores.parquet. */
  readonly scores: string;
  /** Where the parts go. */
  readonly folder: string;
  readonly statistics: CorpusStatistics;
  readonly sampleDocuments: number;
  readonly signal: AbortSignal;
}

/** Writes what the browser loads: the rows of the frozen sample, and all rows of a corpus that is not too large. */
export async function writeScoreParts(input: ScorePartsInput): Promise<ScoreParts> {
  const { documents } = input.statistics;
  await mkdir(input.folder, { recursive: true });
  const sample = await writeParts(input, "inclusion > 0");
  if (input.sampleDocuments >= documents) return { sample, all: sample };
  return { sample, all: documents > MOST_WHOLE_ROWS ? [] : await writeParts(input, "TRUE") };
}

async function writeParts(
  { engine, scores, folder, statistics, signal }: ScorePartsInput,
  where: string,
): Promise<ScorePart[]> {
  const parts: ScorePart[] = [];
  for (const group of SCORE_GROUPS) {
    const columns = partColumns(group, statistics);
    if (columns.length === 0) continue;
    const writer = new PartWriter(folder, group, columns);
    await engine.stream(
      `SELECT ${selectSql(columns)} FROM read_parquet(${sqlText(scores)}) WHERE ${where}`,
      (chunk) => writer.take(chunk),
      signal,
    );
    parts.push(...(await writer.finish()));
  }
  return parts;
}

/** The columns as `PartWriter` wants them. */
function selectSql(columns: readonly PartColumn[]): string {
  const values = columns.map(({ name, type }) => `coalesce(${name}, 0)::${type} AS ${name}`);
  const bits = columns.map(
    ({ name }, index) => `CASE WHEN ${name} IS NULL THEN ${String(2 ** index)} ELSE 0 END`,
  );
  return [...values, `(${bits.join(" + ")})::UINTEGER AS missing`].join(", ");
}
