import { createRequire } from "node:module";
import { dirname } from "node:path";
import { createDuckDB, NODE_RUNTIME, VoidLogger, type DuckDBConnection } from "@duckdb/duckdb-wasm/blocking";
import type { ColumnEngine } from "@/core/columns";
import { ENGINE_SETTINGS } from "@/workers/browser/engine-settings";
import { columnsOf, rowsOf } from "@/workers/browser/arrow-rows";

export interface WasmEngine extends ColumnEngine {
  readonly connection: DuckDBConnection;
  close(): void;
}

/** The browser's DuckDB, the same WebAssembly file run by Node. */
export async function openWasm(): Promise<WasmEngine> {
  const main = createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm/dist/duckdb-eh.wasm");
  const bundle = (name: string) => ({ mainModule: `${dirname(main)}/duckdb-${name}.wasm`, mainWorker: "" });
  const db = await createDuckDB({ mvp: bundle("mvp"), eh: bundle("eh") }, new VoidLogger(), NODE_RUNTIME);
  await db.instantiate(() => undefined);
  db.open({});
  const connection = db.connect();
  connection.query(ENGINE_SETTINGS);
  return {
    connection,
    query: (sql) => Promise.resolve(rowsOf(connection.query(sql))),
    columns: (sql) => Promise.resolve(columnsOf(connection.query(sql))),
    close: () => connection.close(),
  };
}
