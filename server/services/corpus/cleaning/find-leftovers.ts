import type { Context } from "@/server/services/context";
import { findFailedReports } from "@/server/services/corpus/cleaning/find-failed-reports";
import { findListings } from "@/server/services/corpus/cleaning/find-listings";
import { findOrphanCorpora } from "@/server/services/corpus/cleaning/find-orphan-corpora";
import { findScratch } from "@/server/services/corpus/cleaning/find-scratch";
import { findTokenCaches } from "@/server/services/corpus/cleaning/find-token-caches";
import { findUploads } from "@/server/services/corpus/cleaning/find-uploads";
import type { Removable } from "@/server/services/corpus/cleaning/leftover";

/** Everything in the studio's folder that nothing needs, the largest first. */
export async function findLeftovers(ctx: Context): Promise<Removable[]> {
  const now = Date.now();
  const found = [
    ...(await findScratch(ctx, now)),
    ...(await findOrphanCorpora(ctx, now)),
    ...(await findListings(ctx, now)),
    ...(await findTokenCaches(ctx, now)),
    ...(await findUploads(ctx, now)),
    ...(await findFailedReports(ctx, now)),
  ];
  return found.sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
}
