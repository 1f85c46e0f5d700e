import { mkdir } from "node:fs/promises";
import { availableParallelism } from "node:os";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import {
  DuckDBInstance,
  type DuckDBConnection,
  type DuckDBDataChunk,
  type DuckDBScalarFunction,
  type JS,
} from "@duckdb/node-api";
import type { SqlEngine, SqlRow, SqlValue } from "@/core/engine";
import { StudioError } from "@/core/errors";
import { statementGate } from "@/server/duckdb/statement-gate";
import { studioHome } from "@/server/storage/home";

/** Milliseconds between two interrupts: DuckDB forgets one that arrives before the statement has begun. */
const INTERRUPT_MS = 20;

/** Chunks handed over between two looks at other requests: about a millisecond. */
const BREATH_CHUNKS = 32;

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
  /** The chunks of a result as they are asked for; no other statement may run on this connection meanwhile. */
  chunks(sql: string): AsyncGenerator<DuckDBDataChunk>;
  /**
   * Runs a query to its end and then hands its chunks over: several times as fast as `stream`, for a result that is small
   * enough to be held whole, as a column of a corpus is.
   */
  gather(sql: string, take: (chunk: DuckDBDataChunk) => void, signal?: AbortSignal): Promise<void>;
  register(scalar: DuckDBScalarFunction): void;
  close(): void;
}

/** A DuckDB in memory that several connections query at the same time. */
export interface DuckDbInstance {
  connect(): Promise<DuckDb>;
  close(): void;
}

/** Opens a DuckDB in memory; extensions are neither installed nor loaded. */
export async function openDuckDbInstance(options: DuckDbOptions = {}): Promise<DuckDbInstance> {
  const temporary = options.temporaryFolder ?? path.join(studioHome(), "tmp", "duckdb");
  await mkdir(temporary, { recursive: true });
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${String(options.memoryMb ?? 1024)}MiB`,
    threads: String(options.threads ?? availableParallelism()),
    temp_directory: temporary,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  return {
    connect: async () => engineOn(await instance.connect()),
    close: () => instance.closeSync(),
  };
}

/** A private DuckDB in memory with one connection. */
export async function openDuckDb(options: DuckDbOptions = {}): Promise<DuckDb> {
  const instance = await openDuckDbInstance(options);
  const engine = await instance.connect();
  return {
    ...engine,
    close: () => {
      engine.close();
      instance.close();
    },
  };
}

/** Statements run one after the other on one connection, so that an interrupt meets the statement it is meant for. */
function engineOn(connection: DuckDBConnection): DuckDb {
  let last: Promise<unknown> = Promise.resolve();

  const alone = <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const turn = last.then(() => interruptible(connection, work, signal));
    last = turn.catch(() => undefined);
    return turn;
  };

  const gate = statementGate();

  return {
    query: (sql, signal) =>
      alone(async () => {
        const reader = await gate.pass(() => connection.runAndReadAll(sql), signal);
        return reader.getRowObjectsJS().map(toSqlRow);
      }, signal),
    run: (sql, signal) =>
      alone(async () => void (await gate.pass(() => connection.run(sql), signal)), signal),
    stream: (sql, take, signal) =>
      alone(async () => {
        const result = await gate.pass(() => connection.stream(sql), signal);
        const next = (): Promise<DuckDBDataChunk | null> => gate.pass(() => result.fetchChunk(), signal);
        for (let chunk = await next(); chunk !== null && chunk.rowCount > 0; chunk = await next()) {
          await take(chunk);
          if (signal?.aborted === true) throw cancelled();
        }
      }, signal),
    chunks: async function* (sql) {
      const result = await alone(() => connection.stream(sql));
      for (;;) {
        const chunk = await alone(() => result.fetchChunk());
        if (chunk === null || chunk.rowCount === 0) return;
        yield chunk;
      }
    },
    gather: (sql, take, signal) =>
      alone(async () => {
        const result = await gate.pass(() => connection.run(sql), signal);
        for (let chunk = 0; chunk < result.chunkCount; chunk += 1) {
          take(result.getChunk(chunk));
          if (chunk % BREATH_CHUNKS === 0) await setImmediate();
          if (signal?.aborted === true) throw cancelled();
        }
      }, signal),
    register: (scalar) => connection.registerScalarFunction(scalar),
    close: () => connection.closeSync(),
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
