import { setImmediate as pause } from "node:timers/promises";
import { z } from "zod";
import type { ComparedAccuracy, ComparedTask } from "@/core/comparison/evaluations";
import { itemRefSchema, type ItemRef } from "@/core/comparison/item";
import { PAPER_TASKS } from "@/core/evaluation/evaluation-tasks";
import { newestResults } from "@/core/evaluation/newest-results";
import { pairedDifference } from "@/core/evaluation/paired-difference";
import { pooledItems } from "@/core/evaluation/pooled-items";
import { accuracyOf, type TaskItems, type TaskMetric, type TaskResult } from "@/core/evaluation/task-result";
import { findItems, type FoundItem } from "@/server/services/comparison/find-items";
import { MOST_ITEMS } from "@/server/services/comparison/items";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";
import { runPath } from "@/server/storage/home";
import { readItems, readResults } from "@/server/training/evaluation-results";

export const evaluationsInput = z.object({
  items: z.array(itemRefSchema).min(1).max(MOST_ITEMS),
  kind: z.enum(["plain", "normalised"]),
});

/** Of the draws of the intervals: the same evaluations have the same ones. */
const SEED = 1;

/** The newest result of a task of one run, and where its items lie. */
interface Measured {
  readonly result: TaskResult;
  readonly metric: TaskMetric;
  readonly runDirectory: string;
}

interface ItemResults {
  readonly ref: ItemRef;
  /** By task, one for each run that was asked it. */
  readonly byTask: ReadonlyMap<string, readonly Measured[]>;
}

/**
 * Accuracies of the models of items, task by task, and by how many points each differs from the first over the items of the task
 * both were asked, with a paired bootstrap interval. Of a run its own model counts; of a selection the models of its runs, of a
 * saved version those of all selections made by its recipe, their outcomes averaged item by item.
 */
export async function comparedEvaluations({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof evaluationsInput>;
}): Promise<ComparedTask[]> {
  const { items: refs, kind } = parseInput(evaluationsInput, input);
  const { items } = await findItems(ctx, refs);
  const results = await Promise.all(items.map((item) => resultsOf(ctx, item, kind)));
  const tasks = [...new Set(results.flatMap(({ byTask }) => [...byTask.keys()]))];
  const compared: ComparedTask[] = [];
  for (const task of tasks.sort(inOrderOfPaper)) {
    compared.push({ task, kind, cells: await cellsOf(task, results) });
    // The draws of a long task take a good part of a second: others have their turn in between.
    await pause();
  }
  return compared;
}

const placeOf = (task: string): number => {
  const place = PAPER_TASKS.findIndex((paper) => paper.task === task);
  return place === -1 ? PAPER_TASKS.length : place;
};
const inOrderOfPaper = (a: string, b: string): number => placeOf(a) - placeOf(b) || a.localeCompare(b);

/** Runs whose models an item stands for. */
const modelsOf = ({ ref, selection, recipeHash }: FoundItem) =>
  ref.kind === "run"
    ? { id: ref.id }
    : ref.kind === "version"
      ? { selection: { recipeHash } }
      : { selectionId: selection?.id ?? "" };

async function resultsOf(
  ctx: Context,
  item: FoundItem,
  kind: z.output<typeof evaluationsInput>["kind"],
): Promise<ItemResults> {
  const runs = await ctx.db.run.findMany({
    where: { ...modelsOf(item), workspaceId: ctx.workspaceId, evaluations: { some: {} } },
    orderBy: [{ createdAt: "asc" }, { id: "asc" }],
    include: { evaluations: { where: { archivedAt: null }, orderBy: { createdAt: "desc" } } },
  });
  const byTask = new Map<string, Measured[]>();
  for (const run of runs)
    for (const measured of await newestOf(
      run.evaluations.map(({ id }) => runPath(id, ctx.home)),
      kind,
    ))
      byTask.set(measured.result.task, [...(byTask.get(measured.result.task) ?? []), measured]);
  return { ref: item.ref, byTask };
}

/** The newest results of the tasks of one run that have an accuracy; `folders` of its evaluations, newest first. */
async function newestOf(folders: readonly string[], kind: "plain" | "normalised"): Promise<Measured[]> {
  const read = await Promise.all(
    folders.map(async (runDirectory) => ({ runDirectory, ...(await readResults(runDirectory)) })),
  );
  return newestResults(read).flatMap((result) => {
    const { plain, normalised } = accuracyOf(result);
    const metric = kind === "normalised" ? (normalised ?? plain) : plain;
    const place = read.find(({ results }) => results.includes(result));
    return metric === null || place === undefined
      ? []
      : [{ result, metric, runDirectory: place.runDirectory }];
  });
}

async function cellsOf(task: string, items: readonly ItemResults[]): Promise<ComparedAccuracy[]> {
  const [baseline] = items;
  const first = baseline?.byTask.get(task) ?? [];
  const before = await outcomesOf(task, first);
  const cells: ComparedAccuracy[] = [];
  for (const item of items) {
    const measured = item.byTask.get(task) ?? [];
    const asked = askedOf(measured);
    const comparable = item !== baseline && asked !== null && asked === askedOf(first);
    const after = comparable ? await outcomesOf(task, measured) : null;
    const metric = metricKey(measured);
    const difference =
      before === null || after === null ? null : pairedDifference(before, after, metric, SEED);
    cells.push({
      ...{ item: item.ref, runs: measured.length, asked, n: measured[0]?.result.n ?? null },
      value: measured.length === 0 ? null : 100 * mean(measured.map(({ metric: { value } }) => value)),
      stderr: measured.length === 1 ? percent(measured[0]?.metric.stderr ?? null) : null,
      difference: difference === null ? null : inPoints(difference),
    });
  }
  return cells;
}

/** How a task was asked of all runs alike; null where it was not. */
function askedOf(measured: readonly Measured[]): string | null {
  const ways = new Set(
    measured.map(
      ({ result: { shots, version, harness }, metric }) =>
        `${String(shots ?? 0)} shots, ${metric.name}, version ${String(version ?? "–")}, harness ${harness ?? "–"}`,
    ),
  );
  const [way] = ways;
  return ways.size === 1 && way !== undefined ? way : null;
}

const metricKey = ([first]: readonly Measured[]): string =>
  first === undefined ? "" : `${first.metric.name},${first.metric.filter}`;

/** Outcomes of runs, averaged item by item; null where the runs were not asked alike. */
async function outcomesOf(task: string, measured: readonly Measured[]): Promise<TaskItems | null> {
  if (askedOf(measured) === null) return null;
  const read = await Promise.all(measured.map(({ runDirectory }) => readItems(runDirectory, task)));
  return pooledItems(
    read.filter((items) => items !== null),
    metricKey(measured),
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

const percent = (share: number | null): number | null => (share === null ? null : 100 * share);

const inPoints = (difference: NonNullable<ComparedAccuracy["difference"]>) => ({
  ...difference,
  difference: percent(difference.difference),
  low: percent(difference.low),
  high: percent(difference.high),
});
