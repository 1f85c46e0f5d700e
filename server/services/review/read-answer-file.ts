import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readFile, rm, stat } from "node:fs/promises";
import path from "node:path";
import { StudioError } from "@/core/errors";
import type { Question } from "@/core/review/question";
import { MOST_ANSWERS, type AnswersRead } from "@/core/review/read-answer";
import { AnswerLineReader } from "@/core/review/read-answer-lines";
import { readLabelStudio } from "@/core/review/read-label-studio";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { scratchPath } from "@/server/storage/home";
import { textLines } from "@/server/storage/text-lines";

/** Of a file of answers, and of the lines that a Parquet file becomes. */
const MOST_BYTES = 256_000_000;
/** Of a Parquet file: of the most answers each, to more questions than a session may ask. */
const MOST_ROWS = 10 * MOST_ANSWERS;
const MEMORY_MB = 512;

interface AnswerFile {
  readonly file: string;
  readonly questions: readonly Question[];
  readonly home: string;
  readonly signal: AbortSignal;
}

/**
 * Reads answers from an export of the studio (JSON lines or Parquet) or from Label Studio's JSON; which of them, the file itself
 * says.
 * @throws StudioError `not-found`; `invalid-input` for a file that is none of these or too large; `cancelled`
 */
export async function readAnswerFile(of: AnswerFile): Promise<AnswersRead> {
  const { file, questions } = of;
  const begin = await beginning(file);
  if (begin.startsWith("PAR1")) return readParquet(of);
  if (
    begin
      .replace(/^\uFEFF/, "")
      .trimStart()
      .startsWith("[")
  )
    return readLabelStudio(await tasksIn(file), questions);
  return readLines(of);
}

async function beginning(file: string): Promise<string> {
  const size = await stat(file).catch(() => null);
  if (size === null || !size.isFile())
    throw new StudioError("not-found", `There is no file ${file}.`, "Name a file of answers.");
  if (size.size > MOST_BYTES) throw tooLarge(`has ${String(size.size)} bytes`, MOST_BYTES);
  const opened = await open(file);
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await opened.close();
  }
}

async function readLines({ file, questions, signal }: AnswerFile): Promise<AnswersRead> {
  const reader = new AnswerLineReader(questions);
  try {
    const input = createReadStream(file, { encoding: "utf8", signal });
    for await (const line of textLines(input)) reader.take(line);
  } catch (error) {
    if (signal.aborted) throw new StudioError("cancelled", "Reading the answers was stopped.");
    throw error;
  }
  return reader.end();
}

async function tasksIn(file: string): Promise<readonly unknown[]> {
  try {
    const tasks: unknown = JSON.parse((await readFile(file, "utf8")).replace(/^\uFEFF/, ""));
    if (Array.isArray(tasks)) return tasks;
  } catch {
    // Said below.
  }
  throw new StudioError(
    "invalid-input",
    "The file begins like Label Studio's JSON and is no whole array.",
    "Export it again from Label Studio as JSON.",
  );
}

/** As lines of JSON, which DuckDB makes of it; a row is a line. Few bytes may hold many, so that they are counted first. */
async function readParquet(of: AnswerFile): Promise<AnswersRead> {
  const folder = scratchPath(`answers-${randomUUID()}`, of.home);
  const lines = path.join(folder, "lines.jsonl");
  await mkdir(folder, { recursive: true });
  const engine = await openDuckDb({
    threads: 1,
    memoryMb: MEMORY_MB,
    folders: [of.home, path.dirname(of.file)],
  });
  try {
    await checkSize(engine, of);
    await engine.run(
      `COPY (FROM read_parquet(${sqlText(of.file)})) TO ${sqlText(lines)} (FORMAT json)`,
      of.signal,
    );
    return await readLines({ ...of, file: lines });
  } catch (error) {
    if (error instanceof StudioError) throw error;
    throw new StudioError(
      "invalid-input",
      `The Parquet file cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      "Export it again.",
    );
  } finally {
    engine.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws StudioError `invalid-input` for a Parquet file that says too much */
async function checkSize(engine: DuckDb, { file, signal }: AnswerFile): Promise<void> {
  const numberFrom = async (sql: string): Promise<number> =>
    Number((await engine.query(sql, signal))[0]?.["number"] ?? 0);
  const rows = await numberFrom(
    `SELECT sum(num_rows) AS number FROM parquet_file_metadata(${sqlText(file)})`,
  );
  if (rows > MOST_ROWS) throw tooLarge(`has ${String(rows)} rows`, MOST_ROWS);
  const bytes = await numberFrom(
    `SELECT sum(strlen(to_json(line)::VARCHAR)) AS number FROM read_parquet(${sqlText(file)}) AS line`,
  );
  if (bytes > MOST_BYTES) throw tooLarge(`has ${String(bytes)} bytes, unpacked`, MOST_BYTES);
}

const tooLarge = (fault: string, most: number): StudioError =>
  new StudioError(
    "invalid-input",
    `The file ${fault}; ${String(most)} are read at most.`,
    "Split it: what was read before changes nothing.",
  );
