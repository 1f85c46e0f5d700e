// A worker process that writes selections and says when it has taken a job, so that a test can kill it at work.
import { localContext } from "@/server/services/context";
import { materialiseSelection } from "@/server/services/selection/materialise";
import { runWorker } from "@/workers/jobs/run-worker";

await runWorker({
  ctx: localContext(),
  runners: {
    "materialise-selection": (run) =>
      materialiseSelection({
        ...run,
        report: (progress) => {
          process.stdout.write(`${progress.phase}\n`);
          run.report(progress);
        },
      }),
  },
  slots: [{ kinds: ["materialise-selection"], limit: 1 }],
  shutdown: new AbortController().signal,
  lease: { leaseMs: 1000, heartbeatMs: 250 },
  pollMs: 50,
});
