import type { Context } from "@/server/services/context";
import { findLeftovers } from "@/server/services/corpus/cleaning/find-leftovers";
import type { Leftover } from "@/server/services/corpus/cleaning/leftover";

/** What clean-up would remove, the largest first; nothing is touched. */
export async function listLeftovers({ ctx }: { ctx: Context }): Promise<Leftover[]> {
  return (await findLeftovers(ctx)).map(({ kind, path, bytes, changedAt, why }) => ({
    kind,
    path,
    bytes,
    changedAt,
    why,
  }));
}
