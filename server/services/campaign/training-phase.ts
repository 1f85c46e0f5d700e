import type { Context } from "@/server/services/context";
import { trainJobKey } from "@/server/services/run/run-config";
import { phaseOf } from "@/server/services/run/to-run-summary";

/** What a campaign is busy with that has proxies: until its first training has begun, what that one prepares. */
export async function trainingPhase({ db }: Context, campaignId: string): Promise<string> {
  const first = await db.run.findFirst({ where: { campaignId }, orderBy: { createdAt: "asc" } });
  if (first === null || first.startedAt !== null) return "training";
  return phaseOf(await db.job.findUnique({ where: { key: trainJobKey(first.id) } })) ?? "training";
}
