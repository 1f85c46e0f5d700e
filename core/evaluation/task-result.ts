import { z } from "zod";

const count = z.number().int().min(0);

const metricSchema = z.object({
  /** As the harness calls it: "acc", "acc_norm", "exact_match"; of the validation set "loss", "perplexity", "bits_per_byte". */
  name: z.string(),
  /** What the harness did to the answers first; "none" mostly. */
  filter: z.string(),
  value: z.number(),
  stderr: z.number().nullable(),
  higher_is_better: z.boolean().nullable(),
});
export type TaskMetric = z.output<typeof metricSchema>;

const domainSchema = z.object({
  domain: z.string(),
  tokens: count,
  loss: z.number(),
  /** Null for texts without a byte. */
  bits_per_byte: z.number().nullable(),
});

/** What a file eval/<task>.json says of a task, without the outcome of each item. */
export const taskResultSchema = z.object({
  v: z.literal(1),
  task: z.string(),
  /** Where the items are from: the Hugging Face Hub, the person's own files, or the validation set of the corpus. */
  source: z.enum(["hub", "files", "corpus"]),
  /** Version of lm-evaluation-harness; null for the validation set. */
  harness: z.string().nullable(),
  version: z.union([z.number(), z.string()]).nullable(),
  shots: count.nullable(),
  limit: count.nullable(),
  seed: count,
  model_sha256: z.string(),
  precision: z.string(),
  device: z.string(),
  /** Items; of the validation set tokens. */
  n: count,
  metrics: z.array(metricSchema),
  domains: z.array(domainSchema).default([]),
  seconds: z.number(),
});
export type TaskResult = z.output<typeof taskResultSchema>;

/** Outcome of every item, in columns. */
export const taskItemsSchema = z.object({
  items: z
    .object({
      ids: z.array(z.string()),
      /** sha256 of what the item asks. */
      hashes: z.array(z.string()),
      /** By metric and filter, such as "acc,none". */
      outcomes: z.record(z.string(), z.array(z.number().nullable())),
    })
    .nullable(),
});
export type TaskItems = NonNullable<z.output<typeof taskItemsSchema>["items"]>;

/** The one metric that tells how many answers are right, and its value where answers are weighed by their length. */
export interface TaskAccuracy {
  readonly plain: TaskMetric | null;
  readonly normalised: TaskMetric | null;
}

/** The accuracies of a task: "acc" and "acc_norm" of choices, "exact_match" of answers in words. */
export function accuracyOf({ metrics }: Pick<TaskResult, "metrics">): TaskAccuracy {
  const named = (name: string): TaskMetric | null => metrics.find((metric) => metric.name === name) ?? null;
  return { plain: named("acc") ?? named("exact_match"), normalised: named("acc_norm") };
}
