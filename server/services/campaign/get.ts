import type { z } from "zod";
import type { Proxy, Run, Selection } from "@/generated/sqlite/client";
import { OVERALL } from "@/core/campaign/proxy-roles";
import { StudioError } from "@/core/errors";
import { isEnded } from "@/core/run-states";
import { BOUNDARY_TOKENS } from "@/core/training-plan";
import { stepsOf, type TrainSettings } from "@/core/train-settings";
import { campaignIdInput, findCampaign, settingsOf } from "@/server/services/campaign/find-campaign";
import type { CampaignDetail, ProxySummary } from "@/server/services/campaign/campaign-summary";
import { findCampaigns } from "@/server/services/campaign/list";
import { contradictedLosses, proxyFacts, proxyLosses } from "@/server/services/campaign/proxy-row";
import { proxyState } from "@/server/services/campaign/proxy-state";
import { targetsOf } from "@/server/services/campaign/targets";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { parseInput } from "@/server/services/parse-input";
import { runPath } from "@/server/storage/home";
import { glanceOf } from "@/server/training/run-glance";

/** A campaign with all its proxies. @throws StudioError `not-found` */
export async function getCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof campaignIdInput>;
}): Promise<CampaignDetail> {
  const { id } = parseInput(campaignIdInput, input);
  const campaign = await findCampaign(ctx, id);
  const [summary] = await findCampaigns(ctx, { id });
  if (summary === undefined) throw new StudioError("not-found", `There is no campaign ${id}.`);
  const settings = settingsOf(campaign);
  const proxies = await ctx.db.proxy.findMany({ where: { campaignId: id }, orderBy: { number: "asc" } });
  const runs = await ctx.db.run.findMany({ where: { campaignId: id } });
  const selections = await ctx.db.selection.findMany({
    where: { id: { in: [...new Set(proxies.flatMap(({ selectionId }) => selectionId ?? []))] } },
  });
  const runOf = new Map(runs.map((run) => [run.id, run]));
  const selectionOf = new Map(selections.map((selection) => [selection.id, selection]));
  return {
    summary,
    settings,
    proxies: proxies.map((proxy) =>
      toProxySummary(proxy, settings.train, {
        run: runOf.get(proxy.runId ?? "") ?? null,
        selection: selectionOf.get(proxy.selectionId ?? "") ?? null,
      }),
    ),
    domains: (await knownStatistics(campaign.corpusVersion.fingerprint, ctx.home)).domains,
    targets: targetsOf(proxies),
    computeSeconds: await computeSeconds(ctx, runs, settings.train.processes),
  };
}

interface Parts {
  readonly run: Run | null;
  readonly selection: Selection | null;
}

function toProxySummary(proxy: Proxy, train: TrainSettings, { run, selection }: Parts): ProxySummary {
  const { role, weights, losses: own } = proxyFacts(proxy);
  const losses = proxyLosses(proxy);
  const state = proxyState(proxy, run?.state ?? null);
  return {
    id: proxy.id,
    number: proxy.number,
    role,
    state,
    weights,
    seed: Number(proxy.seed),
    selection:
      selection === null
        ? null
        : { id: selection.id, documents: Number(selection.documents), tokens: Number(selection.tokens) },
    runId: proxy.runId,
    step: run?.step ?? 0,
    totalSteps: run?.totalSteps ?? stepsOf(train),
    epochs: selection === null ? null : epochsOf(selection, train),
    losses,
    loss: losses?.[OVERALL] ?? null,
    measuredElsewhere: own === null && losses !== null,
    contradicted: contradictedLosses(proxy),
    failure: state === "done" ? null : proxy.failure,
  };
}

const epochsOf = (
  { tokens, documents }: Pick<Selection, "tokens" | "documents">,
  train: TrainSettings,
): number => (stepsOf(train) * train.batchTokens) / (Number(tokens) + BOUNDARY_TOKENS * Number(documents));

async function computeSeconds(ctx: Context, runs: readonly Run[], processes: number): Promise<number> {
  const begun = runs.filter(({ startedAt }) => startedAt !== null);
  const glances = await Promise.all(
    begun.map(({ id, state }) => glanceOf(runPath(id, ctx.home), isEnded(state))),
  );
  return (processes * glances.reduce((sum, { workedMs }) => sum + workedMs, 0)) / 1_000;
}
