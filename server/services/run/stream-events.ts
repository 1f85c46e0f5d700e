import { z } from "zod";
import { isEnded } from "@/core/run-states";
import type { TrainingEvent } from "@/core/training-events";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { findRun } from "@/server/services/run/find-run";
import { runPath } from "@/server/storage/home";
import { tailEvents } from "@/server/training/tail-events";

export const streamRunEventsInput = z.object({ id: z.uuid(), lastEventId: z.string().nullish() });

/** Events of a run after `lastEventId` (a seq), then the new ones, until the run has ended. */
export async function* streamRunEvents({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof streamRunEventsInput>;
  signal?: AbortSignal | undefined;
}): AsyncGenerator<TrainingEvent, void> {
  const { id, lastEventId } = parseInput(streamRunEventsInput, input);
  await findRun(ctx, id);
  const isOver = async (): Promise<boolean> => {
    const run = await ctx.db.run.findUnique({ where: { id }, select: { state: true } });
    return run === null || isEnded(run.state);
  };
  const lastSeq = Number.parseInt(lastEventId ?? "-1", 10);
  yield* tailEvents({
    runDirectory: runPath(id, ctx.home),
    lastSeq: Number.isNaN(lastSeq) ? -1 : lastSeq,
    isOver,
    signal,
  });
}
