import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Seconds between a glance and what a person takes for broken. */
const BUCKETS = [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  return {
    registry,
    requests: new Histogram({
      name: "studio_request_seconds",
      help: "Time a procedure took, by its name and how it ended.",
      labelNames: ["procedure", "outcome"] as const,
      buckets: BUCKETS,
      registers,
    }),
    statements: new Histogram({
      name: "studio_duckdb_statement_seconds",
      help: "Time a statement of this server's DuckDB took, its waiting included.",
      labelNames: ["outcome"] as const,
      buckets: BUCKETS,
      registers,
    }),
    jobs: new Gauge({
      name: "studio_jobs",
      help: "Jobs by kind and state.",
      labelNames: ["kind", "state"] as const,
      registers,
    }),
    diskFree: new Gauge({
      name: "studio_disk_free_bytes",
      help: "Bytes that may still be written where the studio's folder lies.",
      registers,
    }),
    unexpected: new Counter({
      name: "studio_unexpected_errors_total",
      help: "Errors that nobody foresaw; each has a line in the log.",
      registers,
    }),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;

/** Kept on `globalThis`: the server's bundles each hold their own copy of this module. */
const kept: typeof globalThis & { studioMetrics?: Metrics } = globalThis;

/** What this process counts. */
export const metrics = (): Metrics => (kept.studioMetrics ??= createMetrics());
