import { z } from "zod";
import { llamaShapeSchema, MODEL_IDS } from "@/core/models";
import { clusterResourcesSchema } from "@/core/cluster-resources";
import { RUN_DATA } from "@/core/run-data";
import { RUN_STATES } from "@/core/run-states";
import { trainSettingsSchema } from "@/core/train-settings";

export const modelSchema = z.enum(MODEL_IDS);
export const runStateSchema = z.enum(RUN_STATES);
export const runDataSchema = z.enum(RUN_DATA);

/** The template a run was placed by, and what it asks of the cluster after a person's changes. */
export const runClusterSchema = z.strictObject({ template: z.string(), resources: clusterResourcesSchema });
export type RunCluster = z.output<typeof runClusterSchema>;

/** What the column `config` of a run holds; `cluster` is absent for runs on this machine, `data` in those of earlier versions. */
export const runConfigSchema = z.strictObject({
  shape: llamaShapeSchema,
  train: trainSettingsSchema,
  data: runDataSchema.default("inline"),
  cluster: runClusterSchema.optional(),
});
export type RunConfig = z.output<typeof runConfigSchema>;

/** Key of the one job of a run. */
export const trainJobKey = (runId: string): string => `train:${runId}`;
