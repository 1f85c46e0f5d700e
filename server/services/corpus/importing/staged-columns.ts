import path from "node:path";
import { RATER_IDS } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import { CLASSIFIERS } from "@/server/services/corpus/importing/read-scores";
import { NO_LEVEL } from "@/server/services/corpus/importing/row-batch";
import type { PlainColumn } from "@/server/storage/plain-parquet";

export const logitsColumn = (rater: string): string => `${rater}_logits`;

const levelsOf = ({ source }: (typeof CLASSIFIERS)[number]): number =>
  source.kind === "logits" ? source.levels : 0;

const logitColumns = (classifier: (typeof CLASSIFIERS)[number]): string[] =>
  Array.from(
    { length: levelsOf(classifier) },
    (_, level) => `${logitsColumn(classifier.id)}_${String(level)}`,
  );

/** The four quarters of a row's sha256, the first of its hex digits first. */
export const DIGEST_QUARTERS = ["digest_0", "digest_1", "digest_2", "digest_3"] as const;

/** Column with the name of the group a row belongs to, staged as an empty text where there is none. */
export const GROUP_NAME = "group_name";

const columns = (type: PlainColumn["type"], names: readonly string[]): PlainColumn[] =>
  names.map((name) => ({ name, type }));

/** Columns of the staged rows, their text apart, without NULLs: NaN and `NO_LEVEL` are missing. */
export const STAGED_COLUMNS: readonly PlainColumn[] = [
  ...columns("VARCHAR", ["id", "domain", "excerpt", GROUP_NAME]),
  ...columns("UINTEGER", ["tokens", "line", "part", "file", "validation"]),
  ...columns("BIGINT", ["seq"]),
  ...columns("DOUBLE", ["draw"]),
  ...columns("UBIGINT", DIGEST_QUARTERS),
  ...columns("FLOAT", [...RATER_IDS, ...CLASSIFIERS.flatMap(logitColumns)]),
  ...columns("UINTEGER", [...CLASSIFIERS.map(({ id }) => raterColumn(id, "argmax")), "logits_given"]),
];

const orNull = (column: string): string => `CASE WHEN NOT isnan(${column}) THEN ${column} END`;

/**
 * SQL that selects staged rows as the rest of an import knows them: NULL is missing, `validation` is a BOOLEAN, and the
 * logits of a classifier are a list.
 */
export function presentedRows(relation: string): string {
  const raters = RATER_IDS.map((id) => `${orNull(id)} AS ${id}`);
  const levels = CLASSIFIERS.map(({ id }) => raterColumn(id, "argmax")).map(
    (column) => `nullif(${column}, ${String(NO_LEVEL)})::UTINYINT AS ${column}`,
  );
  const logits = CLASSIFIERS.map(
    (classifier, index) =>
      `CASE WHEN (logits_given >> ${String(index)}) & 1 = 1 THEN [${logitColumns(classifier).map(orNull).join(", ")}] END AS ${logitsColumn(classifier.id)}`,
  );
  const plain = [
    "id",
    "domain",
    "excerpt",
    "tokens",
    "seq",
    "part::USMALLINT AS part",
    "file",
    "line",
    "draw",
  ];
  const selected = [
    ...plain,
    `nullif(${GROUP_NAME}, '') AS ${GROUP_NAME}`,
    "validation = 1 AS validation",
    ...DIGEST_QUARTERS,
    ...raters,
    ...levels,
    ...logits,
  ];
  return `SELECT ${selected.join(", ")} FROM ${relation}`;
}

const numbered = (folder: string, kind: string, part: number, ending: string): string =>
  path.join(folder, `${kind}-${String(part).padStart(5, "0")}.${ending}`);

/** Names of the files between reading and the finished corpus; `folder` is the scratch folder of the import. */
export const stagingPaths = (folder: string) => ({
  folder,
  /** Rows without their texts, by part. */
  rows: (part: number) => numbered(folder, "rows", part, "parquet"),
  /** Texts of the rows before they are packed. */
  draft: (part: number) => numbered(folder, "draft", part, "parquet"),
  text: (part: number) => numbered(path.join(folder, "corpus", "text"), "part", part, "parquet"),
  /** Texts of validation rows, of the parts that have any. */
  validation: (part: number) => numbered(folder, "validation", part, "parquet"),
  checkpoint: path.join(folder, "checkpoint.json"),
  lock: path.join(folder, "lock"),
  /** Rows rejected while reading, in the order of the files. */
  rejected: path.join(folder, "rejected.jsonl"),
  /** All rejected rows, in the order of the files. */
  rejects: path.join(folder, "rejects.jsonl"),
  sorted: path.join(folder, "sorted.parquet"),
  /** The sorted rows without second uses of an id, where there are any. */
  unique: path.join(folder, "unique.parquet"),
  /** The corpus itself while it is built. */
  corpus: path.join(folder, "corpus"),
  temporary: path.join(folder, "duckdb"),
});

export type StagingPaths = ReturnType<typeof stagingPaths>;
