import { AsyncDuckDB, PACKAGE_VERSION, selectBundle, VoidLogger } from "@duckdb/duckdb-wasm";
import { StudioError } from "@/core/errors";
import { columnsOf, rowsOf, type ArrowColumns } from "@/workers/browser/arrow-rows";
import { ENGINE_SETTINGS } from "@/workers/browser/engine-settings";
import type { PreviewDatabase } from "@/workers/browser/preview-database";

/** Where `scripts/copy-duckdb.ts` puts the files: on this server, never on a CDN. */
const FOLDER = `/duckdb/${PACKAGE_VERSION}`;

/**
 * Boots DuckDB in a worker of its own; nothing it does blocks the page, and it neither installs nor loads
 * extensions.
 * @throws StudioError `unavailable` when the files are missing or the browser cannot run them.
 */
export async function openDuckDb(): Promise<PreviewDatabase> {
  const at = (file: string): string => new URL(`${FOLDER}/${file}`, location.origin).href;
  const bundle = await selectBundle({
    mvp: { mainModule: at("duckdb-mvp.wasm"), mainWorker: at("duckdb-browser-mvp.worker.js") },
    eh: { mainModule: at("duckdb-eh.wasm"), mainWorker: at("duckdb-browser-eh.worker.js") },
  });
  const worker = new Worker(bundle.mainWorker ?? at("duckdb-browser-mvp.worker.js"));
  const db = new AsyncDuckDB(new VoidLogger(), worker);
  try {
    // A worker whose script is missing answers nothing at all: only its error event tells.
    await Promise.race([db.instantiate(bundle.mainModule), failureOf(worker)]);
    await db.open({});
    return await connect(db);
  } catch (cause) {
    worker.terminate();
    throw new StudioError(
      "unavailable",
      `The preview's engine did not start: ${cause instanceof Error ? cause.message : String(cause)}.`,
      "Reload the page; the exact count on the server works without it.",
    );
  }
}

const failureOf = (worker: Worker): Promise<never> =>
  new Promise((_, reject) => {
    worker.addEventListener(
      "error",
      (event) => reject(new Error(event.message || "its worker could not be loaded")),
      {
        once: true,
      },
    );
  });

async function connect(db: AsyncDuckDB): Promise<PreviewDatabase> {
  const connection = await db.connect();
  await connection.query(ENGINE_SETTINGS);
  const ask = async (sql: string, signal: AbortSignal | undefined): Promise<ArrowColumns> => {
    if (signal?.aborted === true) throw new StudioError("cancelled", "The preview was cancelled.");
    return connection.query(sql);
  };
  return {
    query: async (sql, signal) => rowsOf(await ask(sql, signal)),
    columns: async (sql, signal) => columnsOf(await ask(sql, signal)),
    load: async (table, stream) => {
      await connection.query(`DROP TABLE IF EXISTS ${table}`);
      await connection.insertArrowFromIPCStream(stream, { name: table, create: true });
    },
    close: () => db.terminate(),
  };
}
