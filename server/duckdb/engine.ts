import { mkdir, statfs } from "node:fs/promises";
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
import { withLinks } from "@/server/duckdb/reachable-folders";
import { sqlTexts } from "@/server/duckdb/sql-literal";
import { statementGate } from "@/server/duckdb/statement-gate";
import { studioHome } from "@/server/storage/home";
import { metrics } from "@/server/telemetry/metrics";

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
  /** Folders it may read and write beside its temporary one; default `STUDIO_HOME`. */
  readonly folders?: readonly string[];
  /** Milliseconds a statement may take before it is ended; default: as long as it takes. */
  readonly statementMs?: number;
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

/**
 * Opens a DuckDB in memory that reaches its folders and nothing else: no other file, also not through a link, no network,
 * no extension. It may fill half of what is free on the disk.
 */
export async function openDuckDbInstance(options: DuckDbOptions = {}): Promise<DuckDbInstance> {
  const temporary = options.temporaryFolder ?? path.join(studioHome(), "tmp", "duckdb");
  await mkdir(temporary, { recursive: true });
  const { bavail, bsize } = await statfs(temporary);
  const instance = await DuckDBInstance.create(":memory:", {
    memory_limit: `${String(options.memoryMb ?? 1024)}MiB`,
    threads: String(options.threads ?? availableParallelism()),
    temp_directory: temporary,
    max_temp_directory_size: `${String(Math.floor((bavail * bsize) / 2))}B`,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const folders = await withLinks([temporary, ...(options.folders ?? [studioHome()])]);
  const closing = await instance.connect();
  await closing.run(`SET allowed_directories = ${sqlTexts(folders)}; SET enable_external_access = false`);
  closing.closeSync();
  return {
    connect: async () => engineOn(await instance.connect(), options.statementMs),
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
function engineOn(connection: DuckDBConnection, statementMs?: number): DuckDb {
  let last: Promise<unknown> = Promise.resolve();

  const alone = <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    const turn = last.then(() => measured(() => interruptible(connection, work, signal)));
    last = turn.catch(() => undefined);
    return turn;
  };

  /** A statement that is ended after a while, and not by whoever reads what it answers. */
  const inTime = async <T>(work: () => Promise<T>, signal?: AbortSignal): Promise<T> => {
    if (statementMs === undefined) return alone(work, signal);
    const late = AbortSignal.timeout(statementMs);
    const both = signal === undefined ? late : AbortSignal.any([signal, late]);
    return alone(work, both).catch((error: unknown) => {
      throw late.aborted && signal?.aborted !== true ? tookTooLong(statementMs) : error;
    });
  };

  const gate = statementGate();

  return {
    query: (sql, signal) =>
      inTime(async () => {
        const reader = await gate.pass(() => connection.runAndReadAll(sql), signal);
        return reader.getRowObjectsJS().map(toSqlRow);
      }, signal),
    run: (sql, signal) =>
      inTime(async () => void (await gate.pass(() => connection.run(sql), signal)), signal),
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

async function measured<T>(work: () => Promise<T>): Promise<T> {
  const end = metrics().statements.startTimer();
  try {
    const result = await work();
    end({ outcome: "done" });
    return result;
  } catch (error) {
    end({ outcome: error instanceof StudioError ? error.code : "failed" });
    throw error;
  }
}

const tookTooLong = (ms: number): StudioError =>
  new StudioError(
    "unavailable",
    `This took longer than the ${String(Math.round(ms / 1000))} s that a question may take.`,
    "Ask for fewer documents, or again when the studio has less to do.",
  );

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
