import type { AnswerLine } from "@/core/review/answer-line";
import { objectsParquet } from "@/server/services/objects-parquet";

/** Columns of the file; those of the lines of JSON, with values as text. */
const COLUMNS: Readonly<Record<keyof AnswerLine, string>> = {
  session: "VARCHAR",
  fingerprint: "VARCHAR",
  document: "VARCHAR",
  ordinal: "UINTEGER",
  domain: "VARCHAR",
  inclusion: "DOUBLE",
  reviewer: "VARCHAR",
  state: "VARCHAR",
  question: "VARCHAR",
  value: "VARCHAR",
  reason: "VARCHAR",
  note: "VARCHAR",
  spans: 'STRUCT("start" UINTEGER, "end" UINTEGER, note VARCHAR)[]',
  flagged: "BOOLEAN",
  extra: "BOOLEAN",
  rubricVersion: "UINTEGER",
  answeredAt: "VARCHAR",
  seconds: "DOUBLE",
};

/** Answers as a Parquet file, piece by piece. */
export const linesParquet = (
  lines: readonly AnswerLine[],
  home: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> => objectsParquet(lines, { columns: COLUMNS, home, signal });
