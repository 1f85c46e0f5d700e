import type { DuckDb, DuckDbInstance } from "@/server/duckdb/engine";

/** Milliseconds an unused DuckDB stays open: opening one and reading a file's footer takes longer than most queries. */
const IDLE_MS = 60_000;
/** Open at most; each may take its memory limit. */
const MOST = 4;

interface Pooled {
  readonly instance: Promise<DuckDbInstance>;
  users: number;
  timer: NodeJS.Timeout | undefined;
}

/** DuckDBs by key, each with a connection to every user, closed when nobody has used them for a while. */
export class InstancePool {
  private readonly pooled = new Map<string, Pooled>();

  async use<T>(
    key: string,
    open: () => Promise<DuckDbInstance>,
    fn: (engine: DuckDb) => Promise<T>,
  ): Promise<T> {
    const found = this.pooled.get(key) ?? { instance: open(), users: 0, timer: undefined };
    clearTimeout(found.timer);
    found.users += 1;
    this.pooled.delete(key);
    this.pooled.set(key, found);
    this.closeSurplus();
    try {
      const engine = await (await found.instance).connect();
      try {
        return await fn(engine);
      } finally {
        engine.close();
      }
    } finally {
      found.users -= 1;
      this.rest(key, found);
    }
  }

  private rest(key: string, pooled: Pooled): void {
    if (pooled.users > 0) return;
    pooled.timer = setTimeout(() => this.close(key, pooled), IDLE_MS).unref();
    pooled.instance.catch(() => this.close(key, pooled));
  }

  private closeSurplus(): void {
    for (const [key, pooled] of this.pooled) {
      if (this.pooled.size <= MOST) return;
      if (pooled.users === 0) this.close(key, pooled);
    }
  }

  private close(key: string, pooled: Pooled): void {
    clearTimeout(pooled.timer);
    if (pooled.users > 0) return;
    if (this.pooled.get(key) === pooled) this.pooled.delete(key);
    pooled.instance.then((instance) => instance.close()).catch(() => undefined);
  }
}
