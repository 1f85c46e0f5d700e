import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { openDuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { scratchPath } from "@/server/storage/home";

const MEMORY_MB = 512;

interface Parquet {
  /** Types by name, in the order of the file. */
  readonly columns: Readonly<Record<string, string>>;
  readonly home: string;
  readonly signal: AbortSignal;
}

/** Objects as a Parquet file, piece by piece. Its footer needs all rows, so the file is made in scratch first. */
export async function* objectsParquet(
  objects: readonly object[],
  { columns, home, signal }: Parquet,
): AsyncGenerator<Uint8Array> {
  const folder = scratchPath(`objects-${randomUUID()}`, home);
  const plain = path.join(folder, "plain.jsonl");
  const packed = path.join(folder, "packed.parquet");
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(plain, jsonLines(objects));
    await pack(plain, packed, columns, signal);
    for await (const piece of createReadStream(packed, { signal })) yield piece as Uint8Array;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** One JSON object a line. */
export function* jsonLines(objects: readonly object[]): Generator<string> {
  for (const object of objects) yield `${JSON.stringify(object)}\n`;
}

async function pack(
  plain: string,
  packed: string,
  types: Parquet["columns"],
  signal: AbortSignal,
): Promise<void> {
  const engine = await openDuckDb({ threads: 1, memoryMb: MEMORY_MB });
  const columns = Object.entries(types).map(([name, type]) => `${sqlText(name)}: ${sqlText(type)}`);
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
