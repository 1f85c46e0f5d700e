import { z } from "zod";
import { MOST_AT_ONCE } from "@/core/runs-at-once";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { bulkResult, type BulkResult } from "@/server/services/run/bulk-result";
import { retryRun, retryRunInput } from "@/server/services/run/retry";

export const retryRunsInput = z.object({ runs: z.array(retryRunInput).min(1).max(MOST_AT_ONCE) });

/**
 * Trains runs that failed or were cancelled again, one after the other, each in a transaction of its own; others are left
 * alone. The same new ids again are the same act.
 */
export async function retryRuns({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof retryRunsInput>;
}): Promise<BulkResult[]> {
  const { runs } = parseInput(retryRunsInput, input);
  authorise(ctx, "train a model");
  const results: BulkResult[] = [];
  for (const { id, newId } of runs) results.push(await retryOne(ctx, id, newId));
  return results;
}

const retryOne = (ctx: Context, id: string, newId: string): Promise<BulkResult> =>
  bulkResult(ctx, id, async ({ state }) => {
    if (state === "succeeded") return { outcome: "left", why: "It succeeded." };
    if (state !== "failed" && state !== "cancelled")
      return { outcome: "left", why: `It has not ended: ${state}.` };
    await retryRun({ ctx, input: { id, newId } });
    return { outcome: "done", newId };
  });
