import type { Context } from "@/server/services/context";
import { freeBytes } from "@/server/services/system/readiness";
import { metrics } from "@/server/telemetry/metrics";

/** What this server counts and what the database and the disk say now, as Prometheus reads it. */
export async function currentMetrics({
  ctx,
}: {
  ctx: Context;
}): Promise<{ contentType: string; text: string }> {
  const { registry, jobs, diskFree } = metrics();
  const groups = await ctx.db.job.groupBy({ by: ["kind", "state"], _count: { _all: true } });
  jobs.reset();
  for (const { kind, state, _count } of groups) jobs.set({ kind, state }, _count._all);
  diskFree.set(await freeBytes(ctx.home));
  return { contentType: registry.contentType, text: await registry.metrics() };
}
