import { migrate } from "@/server/db/migrate";
import { localContext } from "@/server/services/context";
import { keepMirror } from "@/server/services/mirror/keep-mirror";
import { runners } from "@/workers/jobs/registry";
import { runWorker } from "@/workers/jobs/run-worker";

/** Following a run on a cluster costs a look at its files twice a second. */
const MOST_FOLLOWED = 64;

/** A campaign's job waits for trainings most of the time. */
const MOST_CAMPAIGNS = 8;

const SLOTS = [
  // What uses this machine's processors or GPUs, one after the other.
  { kinds: ["train-run", "evaluate-run"], limit: 1 },
  { kinds: ["follow-run", "follow-evaluation"], limit: MOST_FOLLOWED },
  { kinds: ["run-campaign"], limit: MOST_CAMPAIGNS },
];

const shutdown = new AbortController();
// `disconnect`: the process that started this one is gone, whatever became of it.
for (const event of ["SIGINT", "SIGTERM", "SIGHUP", "disconnect"]) process.on(event, () => shutdown.abort());

await migrate();
const ctx = localContext();
void keepMirror(ctx, shutdown.signal);
const named = new Set(SLOTS.flatMap(({ kinds }) => kinds));
const others = Object.keys(runners).filter((kind) => !named.has(kind));
await runWorker({
  ctx,
  runners,
  slots: [...SLOTS, { kinds: others, limit: 2 }],
  shutdown: shutdown.signal,
});
process.exit(0);
