import { z } from "zod";
import { trainPoints, validationPoints } from "@/core/comparison/curve-points";
import { itemKey, itemRefSchema, type ItemRef } from "@/core/comparison/item";
import type { OutcomeGroup, RunOutcome } from "@/core/comparison/outcomes";
import {
  metricVersionOf,
  settingsInWords,
  settingsKeyOf,
  trainingTokens,
  type SettledRun,
} from "@/core/comparison/run-settings";
import { spreadOf } from "@/core/comparison/spread";
import { ownValue } from "@/core/own-value";
import type { Prisma } from "@/generated/sqlite/client";
import { findItems, type FoundItem } from "@/server/services/comparison/find-items";
import { MOST_ITEMS } from "@/server/services/comparison/items";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { RUN_PARTS, type RunParts } from "@/server/services/run/find-run";
import { runConfigSchema, trainJobKey } from "@/server/services/run/run-config";
import { settledByJob } from "@/server/services/run/to-run-summary";
import { runPath } from "@/server/storage/home";
import { curvesOf } from "@/server/training/curves-cache";

export const outcomesInput = z.object({ items: z.array(itemRefSchema).min(1).max(MOST_ITEMS) });

interface ReadRun {
  readonly selectionId: string;
  readonly recipeHash: string;
  readonly settings: SettledRun;
  readonly settingsKey: string;
  readonly outcome: RunOutcome;
  /** Of training, at the last step that has a finite one. */
  readonly lastLoss: number | null;
}

/**
 * Runs of items in groups that differ in their seed only, items in the order asked for: of a run itself and its siblings, of a
 * selection its runs, of a saved version the runs of all selections made by its recipe. Items without runs have no group, those
 * that do not exist neither.
 */
export async function comparedOutcomes({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof outcomesInput>;
}): Promise<OutcomeGroup[]> {
  const { items: refs } = parseInput(outcomesInput, input);
  const { items } = await findItems(ctx, refs);
  const runs = await readRuns(ctx, runsOf(items));
  return items.flatMap((item) => groupsOf(item, runs));
}

/** Runs that any of the items may count as its own. */
const runsOf = (items: readonly FoundItem[]): Prisma.RunWhereInput => ({
  OR: [
    { selectionId: { in: items.flatMap(({ selection }) => selection?.id ?? []) } },
    {
      selection: {
        recipeHash: {
          in: items.flatMap(({ ref, recipeHash }) => (ref.kind === "version" ? [recipeHash] : [])),
        },
      },
    },
  ],
});

async function readRuns(ctx: Context, where: Prisma.RunWhereInput): Promise<ReadRun[]> {
  const rows = await ctx.db.run.findMany({
    where: { ...where, workspaceId: ctx.workspaceId },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: RUN_PARTS,
  });
  const jobs = await ctx.db.job.findMany({ where: { key: { in: rows.map(({ id }) => trainJobKey(id)) } } });
  const byKey = new Map(jobs.map((job) => [job.key, job]));
  return Promise.all(
    rows.map(async (row) => {
      const job = byKey.get(trainJobKey(row.id)) ?? null;
      return readRun(ctx, row, settledByJob(row, job)?.state ?? row.state);
    }),
  );
}

async function readRun({ home }: Context, row: RunParts, state: string): Promise<ReadRun> {
  const { shape, train } = runConfigSchema.parse(row.config);
  const { selection, model } = row;
  const validation = {
    fingerprint: selection.fingerprint,
    documents: Number(selection.corpusVersion.validationDocuments),
  };
  const settings: SettledRun = { model, shape, train, validation };
  const curves = await curvesOf(runPath(row.id, home));
  return {
    ...{ selectionId: selection.id, recipeHash: selection.recipeHash },
    ...{ settings, settingsKey: settingsKeyOf(settings) },
    outcome: {
      ...{ runId: row.id, name: row.name, model, seed: train.seed, state, tokens: trainingTokens(train) },
      train: trainPoints(curves),
      validation: validationPoints(curves),
    },
    lastLoss: curves.train.findLast(({ loss }) => loss !== null)?.loss ?? null,
  };
}

function groupsOf(item: FoundItem, runs: readonly ReadRun[]): OutcomeGroup[] {
  const own = runs.filter(({ selectionId, recipeHash }) =>
    item.ref.kind === "version" ? recipeHash === item.recipeHash : selectionId === item.selection?.id,
  );
  const itself = own.find(({ outcome }) => itemKey({ kind: "run", id: outcome.runId }) === itemKey(item.ref));
  const counted =
    item.ref.kind === "run" ? own.filter((run) => run.settingsKey === itself?.settingsKey) : own;
  const keys = [...new Set(counted.map(({ settingsKey }) => settingsKey))];
  return keys.flatMap((key) =>
    toGroup(
      item.ref,
      counted.filter(({ settingsKey }) => settingsKey === key),
    ),
  );
}

function toGroup(item: ItemRef, group: readonly ReadRun[]): OutcomeGroup[] {
  const [first] = group;
  if (first === undefined) return [];
  const done = group.filter(({ outcome }) => outcome.state === "succeeded");
  const last = done.flatMap(({ outcome }) => outcome.validation.at(-1) ?? []);
  const domains = [...new Set(last.flatMap(({ byDomain }) => Object.keys(byDomain)))].sort();
  const spreads = domains.flatMap((domain) => {
    const spread = spreadOf(last.flatMap(({ byDomain }) => ownValue(byDomain, domain) ?? []));
    return spread === null ? [] : [[domain, spread] as const];
  });
  return [
    {
      item,
      model: first.settings.model,
      settingsKey: first.settingsKey,
      settings: settingsInWords(first.settings),
      metricVersion: metricVersionOf(first.settings),
      runs: group.map(({ outcome }) => outcome).sort((a, b) => a.seed - b.seed),
      validation: spreadOf(last.map(({ loss }) => loss)),
      train: spreadOf(done.flatMap(({ lastLoss }) => lastLoss ?? [])),
      validationByDomain: Object.fromEntries(spreads),
    },
  ];
}
