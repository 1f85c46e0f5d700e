// A worker process for tests: jobs write what they do to a journal, one line of JSON each; leases are short.
import { appendFileSync, existsSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { StudioError } from "@/core/errors";
import { localContext } from "@/server/services/context";
import type { JobRunner } from "@/server/services/job/job-runner";
import { runWorker } from "@/workers/jobs/run-worker";

interface Order {
  /** Runs until this file exists. */
  readonly until: string;
  /** Ignores that it is told to stop. */
  readonly deaf?: boolean;
}

const [journal = "", leaseMs = "800", graceMs = "5000"] = process.argv.slice(2);
const write = (line: object): void =>
  appendFileSync(journal, `${JSON.stringify({ pid: process.pid, ...line })}\n`);

const untilFile: JobRunner = async ({ job, payload, signal, report }) => {
  const { until, deaf = false } = payload as Order;
  write({ event: "begin", job: job.id, tries: job.tries });
  let done = 0;
  while (!existsSync(until)) {
    await delay(20);
    report({ done: (done += 1), total: null, unit: "steps", phase: "waiting", rate: null });
    if (signal.aborted && !deaf) {
      write({ event: "abort", job: job.id, reason: String(signal.reason) });
      throw new StudioError("cancelled", "stopped");
    }
  }
  write({ event: "end", job: job.id });
  return { done };
};

const fail: JobRunner = () =>
  Promise.reject(
    new StudioError("invalid-input", "The file is not JSON: Connection terminated.", "Check line 3."),
  );
const crash: JobRunner = () => Promise.reject(new TypeError("x is not a function"));

const shutdown = new AbortController();
process.on("SIGTERM", () => shutdown.abort());
write({ event: "ready" });
await runWorker({
  ctx: localContext(),
  runners: {
    "train-run": untilFile,
    "import-corpus": untilFile,
    "prepare-gpu": fail,
    "materialise-selection": crash,
  },
  slots: [
    { kinds: ["train-run"], limit: 1 },
    { kinds: ["import-corpus", "prepare-gpu", "materialise-selection"], limit: 2 },
  ],
  shutdown: shutdown.signal,
  lease: { leaseMs: Number(leaseMs), heartbeatMs: Number(leaseMs) / 4 },
  pollMs: 50,
  graceMs: Number(graceMs),
});
write({ event: "stopped" });
process.exit(0);
