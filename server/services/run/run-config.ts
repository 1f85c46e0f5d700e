import { z } from "zod";
import { llamaShapeSchema, MODEL_IDS } from "@/core/models";
import { BACKENDS, RUN_STATES } from "@/core/run-states";
import { trainSettingsSchema } from "@/core/train-settings";

export const modelSchema = z.enum(MODEL_IDS);
export const backendSchema = z.enum(BACKENDS);
export const runStateSchema = z.enum(RUN_STATES);

/** What the column `config` of a run holds. */
export const runConfigSchema = z.strictObject({ shape: llamaShapeSchema, train: trainSettingsSchema });
export type RunConfig = z.output<typeof runConfigSchema>;

/** Key of the one job of a run. */
export const trainJobKey = (runId: string): string => `train:${runId}`;
