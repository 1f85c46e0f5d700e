import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBScalarFunction,
  type JS,
} from "@duckdb/node-api";
import type { SqlEngine, SqlRow, SqlValue } from "@/core/engine";
import { StudioError } from "@/core/errors";
import { studioHome } from "@/server/storage/home";

/** Milliseconds between two interrupts: DuckDB forgets one that arrives before the statement has begun. */
const INTERRUPT_MS = 20;

export interface DuckDbOptions {
  /** Above it DuckDB spills into its temporary folder; MiB, default 1024. */
  readonly memoryMb?: number;
  readonly threads?: number;
  /** Default `STUDIO_HOME/tmp/duckdb`. */
  readonly temporaryFolder?: string;
}

export interface DuckDb extends SqlEngine {
  /** Runs statements that answer nothing worth reading. */
  run(sql: string, signal?: AbortSignal): Promise<void>;
  /** Hands a result over chunk by chunk (≤ 2,048 rows each) in order, without holding it. */
  stream(
    sql: string,
    take: (chunk: DuckDBDataChunk) => void | Promise<void>,
    signal?: AbortSignal,
  ): Promise<void>;
  register(scalar: DuckDBScalarFunction): void;
  close(): void;
}

/**
 * A private DuckDB in memory. Its statements run one after the other on one connection, so that an interrupt
 * meets the statement it is meant for; extensions are neither installed nor loaded.
 */
export async function openDuckDb(options: DuckDbOptions = {}): Promise<DuckDb> {
  const temporary = options.temporaryFolder ?? path.join(studioHome(), "tmp", "duckdb");
  await mkdir(temporary, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${String(options.memoryMb ?? 1024)}MiB`,
    threads: String(options.threads ?? availableParallelism()),
    temp_directory: temporary,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect();
  let last: Promise<unknown> = Promise.resolve();

  const alone = <T>(work: () => Promise<T>, signal: AbortSignal | undefined): Promise<T> => {
    const turn = last.then(() => interruptible(connection, work, signal));
    last = turn.catch(() => undefined);
    return turn;
  };

  return {
    query: (sql, signal) =>
      alone(async () => {
        const reader = await connection.runAndReadAll(sql);
        return reader.getRowObjectsJS().map(toSqlRow);
      }, signal),
    run: (sql, signal) => alone(async () => void (await connection.run(sql)), signal),
    stream: (sql, take, signal) =>
      alone(async () => {
        const result = await connection.stream(sql);
        for (
          let chunk = await result.fetchChunk();
          chunk !== null && chunk.rowCount > 0;
          chunk = await result.fetchChunk()
        ) {
          await take(chunk);
          if (signal?.aborted === true) throw cancelled();
        }
      }, signal),
    register: (scalar) => connection.registerScalarFunction(scalar),
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

const cancelled = (): StudioError => new StudioError("cancelled", "The work was cancelled.");

async function interruptible<T>(
  connection: DuckDBConnection,
  work: () => Promise<T>,
  signal: AbortSignal | undefined,
): Promise<T> {
  if (signal === undefined) return work();
  if (signal.aborted) throw cancelled();
  let timer: NodeJS.Timeout | undefined;
  const interrupt = (): void => {
    connection.interrupt();
    timer = setInterval(() => connection.interrupt(), INTERRUPT_MS);
  };
  signal.addEventListener("abort", interrupt, { once: true });
  try {
    return await work();
  } catch (error) {
    throw signal.aborted ? cancelled() : error;
  } finally {
    signal.removeEventListener("abort", interrupt);
    clearInterval(timer);
  }
}

const toSqlRow = (row: Record<string, JS>): SqlRow =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toSqlValue(name, value)]));

function toSqlValue(name: string, value: JS): SqlValue {
  if (typeof value === "bigint") {
    const number = Number(value);
    if (!Number.isSafeInteger(number))
      throw new RangeError(`column ${name} holds ${String(value)}, beyond 2^53`);
    return number;
  }
  if (value === null || typeof value === "number" || typeof value === "string" || typeof value === "boolean")
    return value;
  throw new TypeError(`column ${name} is neither number, text nor boolean`);
}
