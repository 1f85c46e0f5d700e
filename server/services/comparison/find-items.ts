import type { ComparedItem, ItemsCompared, PinnedCorpus } from "@/core/comparison/compared-item";
import { itemKey, type ItemKind, type ItemRef } from "@/core/comparison/item";
import { parseRecipe } from "@/core/recipe";
import type { Job } from "@/generated/sqlite/client";
import type { Context } from "@/server/services/context";
import { RUN_PARTS, type RunParts } from "@/server/services/run/find-run";
import { trainJobKey } from "@/server/services/run/run-config";
import { settledByJob } from "@/server/services/run/to-run-summary";
import {
  materialiseKey,
  selectionState,
  SELECTION_RELATIONS,
  type SelectionRow,
} from "@/server/services/selection/selection-summary";

/** An item before it is held against a corpus version. */
export interface FoundItem extends Omit<ComparedItem, "hindrance"> {
  /** Of the confirmed selection, whose files are the truth where they are written; null for a saved version. */
  readonly confirmed: {
    readonly selectionKey: string;
    readonly documents: number;
    readonly tokens: number;
    readonly isWritten: boolean;
  } | null;
}

export interface FoundItems {
  /** In the order asked for. */
  readonly items: readonly FoundItem[];
  readonly missing: ItemsCompared["missing"];
}

type Selected = Omit<SelectionRow, "runs">;

const WITH_RELATIONS = {
  corpusVersion: SELECTION_RELATIONS.corpusVersion,
  recipeVersion: SELECTION_RELATIONS.recipeVersion,
} as const;

const KIND_NAMES: Readonly<Record<ItemKind, string>> = {
  version: "saved version of a recipe",
  selection: "confirmed selection",
  run: "training run",
};

/** Reads items from the database, archived ones too; three queries for each kind at most. */
export async function findItems(ctx: Context, refs: readonly ItemRef[]): Promise<FoundItems> {
  const idsOf = (kind: ItemKind): string[] => refs.flatMap((ref) => (ref.kind === kind ? [ref.id] : []));
  const found = new Map(
    [
      ...(await findVersions(ctx, idsOf("version"))),
      ...(await findSelected(ctx, idsOf("selection"))),
      ...(await findRuns(ctx, idsOf("run"))),
    ].map((item) => [itemKey(item.ref), item]),
  );
  return {
    items: refs.flatMap((ref) => found.get(itemKey(ref)) ?? []),
    missing: refs
      .filter((ref) => !found.has(itemKey(ref)))
      .map((ref) => ({ ref, why: `There is no ${KIND_NAMES[ref.kind]} ${ref.id}.` })),
  };
}

async function findVersions(ctx: Context, ids: readonly string[]): Promise<FoundItem[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db.recipeVersion.findMany({
    where: { id: { in: [...ids] }, workspaceId: ctx.workspaceId },
    include: { recipe: true },
  });
  return rows.map(({ id, number, recipe, body, recipeHash, archivedAt }) => ({
    ref: { kind: "version", id },
    label: versionLabel(recipe.name, number),
    recipe: parseRecipe(body),
    recipeHash,
    own: null,
    selection: null,
    run: null,
    archived: archivedAt !== null || recipe.archivedAt !== null,
    confirmed: null,
  }));
}

async function findSelected(ctx: Context, ids: readonly string[]): Promise<FoundItem[]> {
  if (ids.length === 0) return [];
  const rows = await ctx.db.selection.findMany({
    where: { id: { in: [...ids] }, workspaceId: ctx.workspaceId },
    include: WITH_RELATIONS,
  });
  const jobs = await findJobs(ctx, rows.map(selectionJobKey));
  return rows.map((row) => ({
    ref: { kind: "selection", id: row.id },
    label: `${recipeLabel(row)} · selection ${row.selectionKey.slice(0, 8)}`,
    ...selectedParts(row, jobs),
    run: null,
    archived: row.archivedAt !== null,
  }));
}

async function findRuns(ctx: Context, ids: readonly string[]): Promise<FoundItem[]> {
  if (ids.length === 0) return [];
  const rows: (RunParts & { readonly selection: Selected })[] = await ctx.db.run.findMany({
    where: { id: { in: [...ids] }, workspaceId: ctx.workspaceId },
    include: { ...RUN_PARTS, selection: { include: WITH_RELATIONS } },
  });
  const jobs = await findJobs(ctx, [
    ...rows.map(({ selection }) => selectionJobKey(selection)),
    ...rows.map(({ id }) => trainJobKey(id)),
  ]);
  return rows.map((row) => ({
    ref: { kind: "run", id: row.id },
    label: row.name,
    ...selectedParts(row.selection, jobs),
    run: {
      id: row.id,
      name: row.name,
      model: row.model,
      state: settledByJob(row, jobs.get(trainJobKey(row.id)) ?? null)?.state ?? row.state,
    },
    archived: row.archivedAt !== null,
  }));
}

const selectionJobKey = ({ selectionKey }: Pick<Selected, "selectionKey">): string =>
  materialiseKey(selectionKey);

async function findJobs(ctx: Context, keys: readonly string[]): Promise<Map<string, Job>> {
  const jobs = await ctx.db.job.findMany({ where: { key: { in: [...keys] } } });
  return new Map(jobs.map((job) => [job.key, job]));
}

const versionLabel = (name: string, number: number): string => `${name} v${String(number)}`;

const recipeLabel = ({ recipeVersion, body }: Selected): string =>
  recipeVersion === null
    ? parseRecipe(body).name
    : versionLabel(recipeVersion.recipe.name, recipeVersion.number);

function selectedParts(row: Selected, jobs: ReadonlyMap<string, Job>) {
  const { id, selectionKey, contentHash, recipeHash, documents, tokens } = row;
  const state = selectionState(row, jobs.get(selectionJobKey(row)) ?? null);
  return {
    recipe: parseRecipe(row.body),
    recipeHash,
    own: pinnedCorpus(row),
    selection: { id, selectionKey, contentHash, state },
    confirmed: {
      selectionKey,
      documents: Number(documents),
      tokens: Number(tokens),
      isWritten: state === "ready",
    },
  };
}

const pinnedCorpus = ({ fingerprint, corpusVersion }: Selected): PinnedCorpus => ({
  corpusId: corpusVersion.corpusId,
  name: corpusVersion.corpus.name,
  number: corpusVersion.number,
  versionId: corpusVersion.id,
  fingerprint,
});
