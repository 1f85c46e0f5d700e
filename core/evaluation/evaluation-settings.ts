import { z } from "zod";
import { VALIDATION_TASK } from "@/core/evaluation/evaluation-tasks";

const taskSchema = z.strictObject({
  /** As lm-evaluation-harness calls it, or the person's own task file; "validation" for the validation set. */
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]{0,199}$/, "a name of letters, digits, -, _ and full stops"),
  /** Examples before each item; as the task says where it is left out. */
  shots: z.number().int().min(0).max(100).optional(),
  /** Only so many items, the first ones. */
  limit: z.number().int().min(1).max(1_000_000_000).optional(),
});

/** What is measured of a model, and how. */
export const evaluationSettingsSchema = z.strictObject({
  tasks: z
    .array(taskSchema)
    .min(1)
    .max(200)
    .refine((all) => new Set(all.map(({ name }) => name)).size === all.length, "each task once"),
  /** Of the examples that are shown and of whatever else is drawn. */
  seed: z.number().int().min(0).max(4_294_967_295).default(1234),
});
export type EvaluationSettings = z.output<typeof evaluationSettingsSchema>;

/** How the items of tasks are asked; what is left out is as each task says. */
export interface AskedAs {
  readonly shots?: number | undefined;
  readonly limit?: number | undefined;
}

/** Settings of tasks that are asked alike, each once; the validation set has neither shots nor a limit. */
export function tasksAskedAs(
  names: readonly string[],
  { shots, limit }: AskedAs,
): EvaluationSettings["tasks"] {
  const options = { ...(shots === undefined ? {} : { shots }), ...(limit === undefined ? {} : { limit }) };
  return [...new Set(names)].map((name) => (name === VALIDATION_TASK ? { name } : { name, ...options }));
}
