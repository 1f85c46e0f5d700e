import type { TaskResult } from "@/core/evaluation/task-result";

/** The newest result of each task over evaluations of one model, newest first; one of all items outranks one of some. */
export function newestResults(
  evaluations: readonly { readonly results: readonly TaskResult[] }[],
): TaskResult[] {
  const byTask = new Map<string, TaskResult>();
  for (const { results } of evaluations)
    for (const result of results) {
      const known = byTask.get(result.task);
      if (known === undefined || (known.limit !== null && result.limit === null))
        byTask.set(result.task, result);
    }
  return [...byTask.values()];
}
