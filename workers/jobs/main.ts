import { migrate } from "@/server/db/migrate";
import { localContext } from "@/server/services/context";
import { runners } from "@/workers/jobs/registry";
import { runWorker } from "@/workers/jobs/run-worker";

const shutdown = new AbortController();
// `disconnect`: the process that started this one is gone, whatever became of it.
for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(event, () => shutdown.abort());

await migrate();
const kinds = Object.keys(runners);
await runWorker({
  ctx: localContext(),
  runners,
  slots: [
    { kinds: kinds.filter((kind) => kind === "train-run"), limit: 1 },
    { kinds: kinds.filter((kind) => kind !== "train-run"), limit: 2 },
  ],
  shutdown: shutdown.signal,
});
process.exit(0);
