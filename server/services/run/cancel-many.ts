import { z } from "zod";
import { isEnded } from "@/core/run-states";
import { MOST_AT_ONCE } from "@/core/runs-at-once";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { bulkResult, type BulkResult } from "@/server/services/run/bulk-result";
import { cancelRun } from "@/server/services/run/cancel";

export const cancelRunsInput = z.object({ ids: z.array(z.uuid()).min(1).max(MOST_AT_ONCE) });

/** Cancels runs one after the other, each in transactions of its own; those that have ended are left alone. */
export async function cancelRuns({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof cancelRunsInput>;
}): Promise<BulkResult[]> {
  const { ids } = parseInput(cancelRunsInput, input);
  authorise(ctx, "train a model");
  const results: BulkResult[] = [];
  for (const id of new Set(ids)) results.push(await cancelOne(ctx, id));
  return results;
}

const cancelOne = (ctx: Context, id: string): Promise<BulkResult> =>
  bulkResult(ctx, id, async (run) => {
    if (isEnded(run.state)) return { outcome: "left", why: `It has ended: ${run.state}.` };
    const { state } = await cancelRun({ ctx, input: { id } });
    if (state === "cancelled") return { outcome: "done" };
    return state === "cancelling"
      ? { outcome: "done", why: "It stops at its next step." }
      : { outcome: "left", why: `It ended meanwhile: ${state}.` };
  });
