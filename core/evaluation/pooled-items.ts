import type { TaskItems } from "@/core/evaluation/task-result";

/**
 * Outcomes of several runs on one task as those of one: of every item that all of them were asked, the mean over the runs of a
 * metric such as "acc,none".
 */
export function pooledItems(runs: readonly TaskItems[], metric: string): TaskItems {
  const [first, ...others] = runs.map((items) => ({ items, byItem: outcomesByItem(items, metric) }));
  if (first === undefined) return { ids: [], hashes: [], outcomes: { [metric]: [] } };
  const shared = first.items.ids.flatMap((id, at) => {
    const hash = first.items.hashes[at] ?? "";
    const values = [first, ...others].map(({ byItem }) => byItem.get(`${id} ${hash}`) ?? null);
    const known = values.filter((value) => value !== null);
    return known.length < values.length ? [] : [{ id, hash, mean: mean(known) }];
  });
  return {
    ids: shared.map(({ id }) => id),
    hashes: shared.map(({ hash }) => hash),
    outcomes: { [metric]: shared.map(({ mean: value }) => value) },
  };
}

/** Outcomes by what identifies an item: its place and what it asks; items without one are left out. */
export function outcomesByItem({ ids, hashes, outcomes }: TaskItems, metric: string): Map<string, number> {
  const values = outcomes[metric] ?? [];
  return new Map(
    ids.flatMap((id, at) => {
      const value = values[at] ?? null;
      return value === null ? [] : [[`${id} ${hashes[at] ?? ""}`, value] as const];
    }),
  );
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
