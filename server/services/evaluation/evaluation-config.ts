import { z } from "zod";
import { evaluationSettingsSchema } from "@/core/evaluation/evaluation-settings";
import { runClusterSchema } from "@/server/services/run/run-config";

/** What the column `config` of an evaluation holds; `cluster` is absent for those on this machine. */
export const evaluationConfigSchema = evaluationSettingsSchema.extend({
  /** Real path of the folder whose task files and data go into the bundle. */
  taskFolder: z.string().optional(),
  cluster: runClusterSchema.optional(),
});
export type EvaluationConfig = z.output<typeof evaluationConfigSchema>;

/** Key of the one job of an evaluation. */
export const evaluationJobKey = (id: string): string => `evaluate:${id}`;
