import { createHash } from "node:crypto";
import type { TaskResult } from "@/core/evaluation/task-result";
import type { TrainingEvent } from "@/core/training-events";
import type { Metric } from "@/server/training/mlflow/mlflow-client";

/** The points of an event for MLflow's charts; a figure that is not finite has none. */
export function eventMetrics(event: TrainingEvent): readonly Metric[] {
  const timestamp = Date.parse(event.ts);
  const points = (step: number, figures: Readonly<Record<string, number | null>>): readonly Metric[] =>
    Object.entries(figures).flatMap(([key, value]) =>
      value === null ? [] : [{ key, value, timestamp, step }],
    );
  if (event.type === "metrics")
    return points(event.step, {
      "train/loss": event.loss,
      "train/learning_rate": event.lr,
      "train/grad_norm": event.grad_norm,
      "train/tokens": event.tokens,
      "train/tokens_per_second": event.tokens_per_second,
      "train/mfu": event.mfu,
    });
  if (event.type !== "validation") return [];
  const byDomain = Object.entries(event.by_domain).map(
    ([domain, loss]) => [`validation/loss/${part(domain)}`, loss] as const,
  );
  return points(event.step, { "validation/loss": event.loss, ...Object.fromEntries(byDomain) });
}

/** The figures of a task that an evaluation measured at the end of the training. */
export const taskMetrics = (
  { task, metrics }: TaskResult,
  at: { readonly step: number; readonly timestamp: number },
): readonly Metric[] =>
  metrics.flatMap(({ name, filter, value, stderr }) => {
    const key = `eval/${part(task)}/${part(filter === "none" ? name : `${name}.${filter}`)}`;
    return [
      { ...at, key, value },
      ...(stderr === null ? [] : [{ ...at, key: `${key}_stderr`, value: stderr }]),
    ];
  });

/** MLflow takes at most 250 letters in a name. */
const MOST_LETTERS = 100;

/**
 * A name as one part of a metric's, of which MLflow takes letters, digits and _-. as well as blanks. A slash or dots alone would
 * lead elsewhere. What has to be changed carries a hash, so that no two names meet.
 */
function part(name: string): string {
  const written = name
    .replaceAll(/[^\p{L}\p{N}_\-. ]/gu, "_")
    .replace(/^\.*$/, "_")
    .slice(0, MOST_LETTERS);
  if (written === name) return name;
  return `${written}-${createHash("sha256").update(name).digest("hex").slice(0, 8)}`;
}
