import path from "node:path";
import { RATER_IDS, RATERS } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import type { IdShares } from "@/server/services/corpus/importing/id-shares";
import { CLASSIFIERS, type SourceRecord } from "@/server/services/corpus/importing/read-record";

/** Where a row stands in its source, and what was found out about it. */
export interface StagedRow extends Omit<SourceRecord, "domain"> {
  readonly domain: string;
  readonly tokens: number;
  /** Running number over all rows in the order of the files. */
  readonly seq: number;
  readonly part: number;
  readonly file: number;
  readonly line: number;
  readonly validation: boolean;
  readonly shares: IdShares;
  readonly digest: string;
}

export const logitsColumn = (rater: string): string => `${rater}_logits`;

/** Columns of the staged rows, their text apart, with their DuckDB types. */
export const STAGED_COLUMNS: Readonly<Record<string, string>> = {
  id: "VARCHAR",
  domain: "VARCHAR",
  tokens: "UINTEGER",
  seq: "BIGINT",
  part: "USMALLINT",
  file: "UINTEGER",
  line: "UINTEGER",
  validation: "BOOLEAN",
  draw: "DOUBLE",
  digest: "VARCHAR",
  ...Object.fromEntries(RATER_IDS.map((rater) => [raterColumn(rater, "value"), "FLOAT"])),
  ...Object.fromEntries(CLASSIFIERS.map(({ id }) => [raterColumn(id, "argmax"), "UTINYINT"])),
  ...Object.fromEntries(CLASSIFIERS.map(({ id }) => [logitsColumn(id), "FLOAT[]"])),
};

/** The JSON line of a row; float32 values written as doubles survive the way exactly. */
export function stagedLine(row: StagedRow): Record<string, unknown> {
  const line: Record<string, unknown> = {
    id: row.id,
    domain: row.domain,
    tokens: row.tokens,
    seq: row.seq,
    part: row.part,
    file: row.file,
    line: row.line,
    validation: row.validation,
    draw: row.shares.sample,
    digest: row.digest,
  };
  RATERS.forEach(({ id }, index) => (line[raterColumn(id, "value")] = row.scores[index]));
  CLASSIFIERS.forEach(({ id }, index) => {
    line[raterColumn(id, "argmax")] = row.argmax[index];
    line[logitsColumn(id)] = row.logits[index];
  });
  return line;
}

const numbered = (folder: string, kind: string, part: number, ending: string): string =>
  path.join(folder, `${kind}-${String(part).padStart(5, "0")}.${ending}`);

/** Names of the files between reading and the finished corpus; `folder` is the scratch folder of the import. */
export const stagingPaths = (folder: string) => ({
  scoresJson: (part: number) => numbered(folder, "scores", part, "jsonl"),
  textJson: (part: number) => numbered(folder, "text", part, "jsonl"),
  scores: (part: number) => numbered(folder, "scores", part, "parquet"),
  text: (part: number) => numbered(path.join(folder, "corpus", "text"), "part", part, "parquet"),
  validationJson: path.join(folder, "validation.jsonl"),
  sorted: path.join(folder, "sorted.parquet"),
  /** The corpus itself while it is built. */
  corpus: path.join(folder, "corpus"),
  temporary: path.join(folder, "duckdb"),
});

export type StagingPaths = ReturnType<typeof stagingPaths>;
