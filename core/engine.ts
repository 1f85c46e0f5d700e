/** A value of a result row as both engines hand it over: integers beyond 2^53 never occur, BIGINT becomes number. */
export type SqlValue = number | string | boolean | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/**
 * What the studio asks of DuckDB, in the browser and on the server alike.
 * `query` rejects with StudioError `cancelled` when the signal aborts.
 */
export interface SqlEngine {
  query(sql: string, signal?: AbortSignal): Promise<SqlRow[]>;
}
