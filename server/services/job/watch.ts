import { createHash } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { Context } from "@/server/services/context";
import { getJob } from "@/server/services/job/get";
import { isFinished, type JobSummary } from "@/server/services/job/job-summary";
import { parseInput } from "@/server/services/parse-input";

export const watchJobInput = z.object({ id: z.string().min(1), lastEventId: z.string().nullish() });

const POLL_MS = 250;

/** Names what a summary says, so that a reader who comes back is told only what is new. */
const eventId = (job: JobSummary): string =>
  createHash("sha256").update(JSON.stringify(job)).digest("hex").slice(0, 16);

/** The job now, and again whenever it has changed, until it is finished or nobody listens. */
export async function* watchJob({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof watchJobInput>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<{ eventId: string; job: JobSummary }, void> {
  const { id, lastEventId } = parseInput(watchJobInput, input);
  let told = lastEventId ?? null;
  while (signal?.aborted !== true) {
    const job = await getJob({ ctx, input: { id } });
    const now = eventId(job);
    if (now !== told) yield { eventId: now, job };
    told = now;
    if (isFinished(job)) return;
    await delay(POLL_MS, undefined, signal === undefined ? {} : { signal }).catch(() => undefined);
  }
}
