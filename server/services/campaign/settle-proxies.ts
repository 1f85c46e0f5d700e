import type { Proxy, Run } from "@/generated/sqlite/client";
import { domainTarget, OVERALL } from "@/core/campaign/proxy-roles";
import { isEnded } from "@/core/run-states";
import type { ValidationPoint } from "@/core/training-events";
import { retryBusy } from "@/server/db/retry";
import type { Context } from "@/server/services/context";
import type { JobRun } from "@/server/services/job/job-runner";
import { settledByJobs } from "@/server/services/run/settled-by-jobs";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";

/** What became of the training of a proxy; null while it goes on. */
type Outcome = { readonly losses: Record<string, number> } | { readonly failure: string } | null;

/**
 * Writes down the losses of the runs that have succeeded and the reasons of those that have not, each found by the id of the run.
 * @returns how many go on
 */
export async function settleProxies({ ctx, thrives }: JobRun, proxies: readonly Proxy[]): Promise<number> {
  const open = proxies.filter(
    ({ runId, losses, failure }) => runId !== null && losses === null && failure === null,
  );
  const runs = await ctx.db.run.findMany({
    where: { id: { in: open.flatMap(({ runId }) => runId ?? []) } },
  });
  const settled = await settledByJobs(ctx, runs);
  const runOf = new Map(runs.map((run) => [run.id, { ...run, ...settled.get(run.id) }]));
  let going = 0;
  for (const proxy of open) {
    const run = runOf.get(proxy.runId ?? "");
    const outcome = run === undefined ? null : await outcomeOf(ctx, run);
    if (outcome === null) {
      going += 1;
      continue;
    }
    await retryBusy(() =>
      ctx.db.proxy.updateMany({
        where: { id: proxy.id, runId: proxy.runId },
        data: { ...outcome, version: { increment: 1 } },
      }),
    );
    thrives();
  }
  return going;
}

async function outcomeOf(
  ctx: Context,
  { id, state, failure }: Pick<Run, "id" | "state" | "failure">,
): Promise<Outcome> {
  if (!isEnded(state)) return null;
  if (state === "failed") return { failure: failure ?? "Its training failed." };
  if (state === "cancelled") return { failure: "Its training was cancelled." };
  const { validation } = await curvesOf(runPath(id, ctx.home));
  const losses = lossesOf(validation.at(-1));
  return OVERALL in losses ? { losses } : { failure: "Its training told no validation loss." };
}

/** The losses at the end by name; a domain without documents in the validation set has none. */
function lossesOf(last: ValidationPoint | undefined): Record<string, number> {
  if (last === undefined) return {};
  const byDomain = Object.entries(last.byDomain).map(
    ([domain, loss]) => [domainTarget(domain), loss] as const,
  );
  return Object.fromEntries(
    [[OVERALL, last.loss] as const, ...byDomain].flatMap(([name, loss]) =>
      loss === null ? [] : [[name, loss]],
    ),
  );
}
