import { PAPER_TASKS, type TaskGroup } from "@/core/evaluation/evaluation-tasks";
import { accuracyOf, type TaskResult } from "@/core/evaluation/task-result";

/** Which of the two accuracies counts; tasks that have no normalised one give their plain one. */
export type AccuracyKind = "plain" | "normalised";

/** Means of accuracies in percent as the paper groups its tasks; null unless every task of a group was measured whole. */
export interface PaperAverages extends Readonly<Record<TaskGroup, number | null>> {
  /** Of the eight tasks that the paper averages. */
  readonly average: number | null;
}

type Measured = Pick<TaskResult, "task" | "metrics" | "limit">;

/** Accuracy of a task in percent, null where it has none. */
export function accuracyPercent(result: Pick<TaskResult, "metrics">, kind: AccuracyKind): number | null {
  const { plain, normalised } = accuracyOf(result);
  const metric = kind === "normalised" ? (normalised ?? plain) : plain;
  return metric === null ? null : 100 * metric.value;
}

/** Averages over tasks: a task that is missing, or of which only some items were asked, leaves its group without one. */
export function paperAverages(results: readonly Measured[], kind: AccuracyKind): PaperAverages {
  const byTask = new Map(
    results.filter(({ limit }) => limit === null).map((result) => [result.task, result]),
  );
  const over = (groups: readonly TaskGroup[]): number | null => {
    const tasks = PAPER_TASKS.filter(({ group }) => group !== null && groups.includes(group));
    const found = tasks.flatMap(({ task }) => {
      const result = byTask.get(task);
      const percent = result === undefined ? null : accuracyPercent(result, kind);
      return percent === null ? [] : [percent];
    });
    return found.length < tasks.length ? null : found.reduce((sum, value) => sum + value, 0) / found.length;
  };
  return {
    generalKnowledge: over(["generalKnowledge"]),
    commonsense: over(["commonsense"]),
    reading: over(["reading"]),
    average: over(["generalKnowledge", "commonsense", "reading"]),
  };
}
