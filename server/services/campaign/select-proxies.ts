import { randomUUID } from "node:crypto";
import type { Proxy, Selection } from "@/generated/sqlite/client";
import type { StudioError } from "@/core/errors";
import type { Recipe } from "@/core/recipe";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import type { SelectionManifest } from "@/core/selection-manifest";
import { retryBusy } from "@/server/db/retry";
import { settingsOf, type CampaignParts } from "@/server/services/campaign/find-campaign";
import { recipeMaker } from "@/server/services/campaign/planned-campaign";
import { proxyFacts } from "@/server/services/campaign/proxy-row";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import type { JobRun } from "@/server/services/job/job-runner";
import { readIntactManifest } from "@/server/services/selection/read-manifest";
import { writeSelections, type WantedSelection } from "@/server/services/selection/write-selections";
import { selectionPath } from "@/server/storage/home";

/** A selection that proxies wait for: several, where they differ by their seeds alone. */
interface Waited extends WantedSelection {
  readonly proxyIds: readonly string[];
}

/**
 * Gives every proxy that has none its selection: those that are written are found, the others are written in as few passes over the
 * corpus as memory allows. A recipe that selects nothing is the failure of its proxies.
 * @returns how many had none
 */
export async function selectProxies(
  job: JobRun,
  campaign: CampaignParts,
  proxies: readonly Proxy[],
): Promise<number> {
  const { ctx, signal, report } = job;
  const without = proxies.filter(({ selectionId, failure }) => selectionId === null && failure === null);
  if (without.length === 0) return 0;
  const { fingerprint } = campaign.corpusVersion;
  const statistics = await knownStatistics(fingerprint, ctx.home);
  const waited = waitedFor(
    without,
    recipeMaker({ name: campaign.name, settings: settingsOf(campaign), statistics }),
    fingerprint,
  );
  const missing: Waited[] = [];
  let done = 0;
  const given = async (wanted: Waited, manifest: SelectionManifest): Promise<void> => {
    await giveSelection(job, campaign, wanted, manifest);
    job.thrives();
    report({ done: (done += 1), total: waited.length, unit: "selections", phase: "selecting", rate: null });
  };
  for (const wanted of waited) {
    const manifest = await readIntactManifest(selectionPath(wanted.selectionKey, ctx.home));
    if (manifest === null) missing.push(wanted);
    else await given(wanted, manifest);
  }
  await writeSelections({ fingerprint, home: ctx.home, statistics }, missing, {
    signal,
    onWritten: given,
    onRefused: ({ proxyIds }, error) => failProxies(job, proxyIds, error),
  });
  return without.length;
}

function waitedFor(
  proxies: readonly Proxy[],
  recipeOf: ReturnType<typeof recipeMaker>,
  fingerprint: string,
): Waited[] {
  const found = new Map<string, Waited>();
  for (const proxy of proxies) {
    const recipe: Recipe = recipeOf({ number: proxy.number, seed: Number(proxy.seed), ...proxyFacts(proxy) });
    const hash = recipeHash(recipe);
    const key = selectionKey(fingerprint, hash);
    const before = found.get(key);
    found.set(key, {
      ...(before ?? { recipe, recipeHash: hash, selectionKey: key }),
      proxyIds: [...(before?.proxyIds ?? []), proxy.id],
    });
  }
  return [...found.values()];
}

/** The selection of a key is one, whoever asked for it first; one that a person confirmed stays theirs. */
async function giveSelection(
  { ctx }: JobRun,
  { id, corpusVersionId }: CampaignParts,
  { selectionKey: key, recipe, proxyIds }: Waited,
  { fingerprint, recipeHash: hash, contentHash, documents, tokens }: SelectionManifest,
): Promise<void> {
  const written = { state: "ready", contentHash, error: null };
  const selection: Selection = await retryBusy(() =>
    ctx.db.selection.upsert({
      where: { selectionKey: key },
      create: {
        id: randomUUID(),
        workspaceId: ctx.workspaceId,
        createdBy: ctx.actor,
        ...{ selectionKey: key, fingerprint, corpusVersionId, recipeHash: hash, body: recipe },
        ...{ documents: BigInt(documents), tokens: BigInt(tokens), campaignId: id },
        ...written,
      },
      update: written,
    }),
  );
  await retryBusy(() =>
    ctx.db.proxy.updateMany({
      where: { id: { in: [...proxyIds] } },
      data: { selectionId: selection.id, version: { increment: 1 } },
    }),
  );
}

async function failProxies({ ctx }: JobRun, ids: readonly string[], error: StudioError): Promise<void> {
  await retryBusy(() =>
    ctx.db.proxy.updateMany({ where: { id: { in: [...ids] } }, data: { failure: error.message } }),
  );
}
