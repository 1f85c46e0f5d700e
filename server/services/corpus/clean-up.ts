import { z } from "zod";
import { retryBusy } from "@/server/db/retry";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { Context } from "@/server/services/context";
import { findLeftovers } from "@/server/services/corpus/cleaning/find-leftovers";
import { parseInput } from "@/server/services/parse-input";

export const cleanUpInput = z.strictObject({
  /** Paths of the leftovers that were shown and accepted. */
  paths: z.array(z.string().min(1)).min(1),
});

export interface CleanedUp {
  readonly paths: readonly string[];
  readonly bytes: number;
}

/**
 * Removes leftovers one after the other. What has come into use since it was listed stays; what is cut off is listed again.
 * @param onRemoved called after each
 */
export async function cleanUp({
  ctx,
  input,
  onRemoved = () => undefined,
}: {
  ctx: Context;
  input: z.input<typeof cleanUpInput>;
  onRemoved?: (path: string) => void;
}): Promise<CleanedUp> {
  const { paths } = parseInput(cleanUpInput, input);
  authorise(ctx, "clean up");
  const accepted = new Set(paths);
  const doomed = (await findLeftovers(ctx)).filter((leftover) => accepted.has(leftover.path));
  for (const leftover of doomed) {
    await leftover.remove();
    onRemoved(leftover.path);
  }
  const bytes = doomed.reduce((sum, leftover) => sum + leftover.bytes, 0);
  if (doomed.length > 0) {
    const detail = { leftovers: doomed.length, bytes };
    await retryBusy(() => recordAudit(ctx.db, ctx, { action: "leftovers removed", subject: "data", detail }));
  }
  return { paths: doomed.map((leftover) => leftover.path), bytes };
}
