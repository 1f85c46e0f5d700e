import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { AnswerLine } from "@/core/review/answer-line";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { scratchPath } from "@/server/storage/home";

const MEMORY_MB = 512;

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

/** Answers as a Parquet file, piece by piece. Its footer needs all rows, so the file is made in scratch first. */
export async function* linesParquet(
  lines: readonly AnswerLine[],
  home: string,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  const folder = scratchPath(`answers-${randomUUID()}`, home);
  const plain = path.join(folder, "plain.jsonl");
  const packed = path.join(folder, "packed.parquet");
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(plain, jsonLines(lines));
    await pack(plain, packed, signal);
    for await (const piece of createReadStream(packed, { signal })) yield piece as Uint8Array;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One JSON object a line. */
export function* jsonLines(lines: readonly AnswerLine[]): Generator<string> {
  for (const line of lines) yield `${JSON.stringify(line)}\n`;
}

async function pack(plain: string, packed: string, signal: AbortSignal): Promise<void> {
  const engine = await openDuckDb({ threads: 1, memoryMb: MEMORY_MB });
  const columns = Object.entries(COLUMNS).map(([name, type]) => `${name}: ${sqlText(type)}`);
  try {
    await engine.run(
      `COPY (FROM read_json(${sqlText(plain)}, format = 'newline_delimited', columns = {${columns.join(", ")}}))
       TO ${sqlText(packed)} (FORMAT parquet, COMPRESSION zstd)`,
      signal,
    );
  } finally {
    engine.close();
  }
}
