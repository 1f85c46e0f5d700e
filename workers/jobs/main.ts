import { migrate } from "@/server/db/migrate";
import { localContext } from "@/server/services/context";
import { runners } from "@/workers/jobs/registry";
import { runWorker } from "@/workers/jobs/run-worker";

/** Following a run on a cluster costs a look at its files twice a second. */
const MOST_FOLLOWED = 64;

/** What uses this machine's processors or GPUs, one after the other. */
const HERE = ["train-run", "evaluate-run"];
const FOLLOWED = ["follow-run", "follow-evaluation"];

const shutdown = new AbortController();
// `disconnect`: the process that started this one is gone, whatever became of it.
for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(event, () => shutdown.abort());

await migrate();
const kinds = Object.keys(runners);
await runWorker({
  ctx: localContext(),
  runners,
  slots: [
    { kinds: HERE, limit: 1 },
    { kinds: FOLLOWED, limit: MOST_FOLLOWED },
    { kinds: kinds.filter((kind) => ![...HERE, ...FOLLOWED].includes(kind)), limit: 2 },
  ],
  shutdown: shutdown.signal,
});
process.exit(0);
