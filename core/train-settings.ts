import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { LlamaShape, ModelId } from "@/core/models";

/**
 * What a person may set of a training; tokens count what the model reads, BOS and EOS included. `decayShare`: share of all steps
 * in which `wsd` decays. `microSequences`: sequences a process computes at once, 0 for what fits. What has a default is not in
 * runs of earlier versions.
 */
export const trainSettingsSchema = z.strictObject({
  tokenBudget: z.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  batchTokens: z.number().int().positive().max(1_073_741_824),
  learningRate: z.number().positive().max(1),
  weightDecay: z.number().min(0).max(1),
  warmupSteps: z.number().int().min(0),
  schedule: z.enum(["cosine", "wsd", "constant"]),
  seed: z.number().int().min(0).max(4_294_967_295),
  checkpointEverySteps: z.number().int().positive(),
  validateEverySteps: z.number().int().positive(),
  precision: z.enum(["auto", "float32", "bfloat16"]),
  processes: z.number().int().min(1).max(4_096),
  decayShare: z.number().positive().max(1).default(0.2),
  microSequences: z.number().int().min(0).max(1_048_576).default(0),
  sharding: z.enum(["auto", "none", "full"]).default("auto"),
  compile: z.boolean().default(false),
  activationCheckpointing: z.boolean().default(false),
});

export type TrainSettings = Readonly<z.output<typeof trainSettingsSchema>>;

const PLAIN = {
  decayShare: 0.2,
  microSequences: 0,
  sharding: "auto",
  compile: false,
  activationCheckpointing: false,
} as const;

/** Measured: 128 steps and 5 validations take about 180 s of CPU time, under 2 minutes on two cores. */
const TINY: TrainSettings = {
  tokenBudget: 131_072,
  batchTokens: 1_024,
  learningRate: 2e-3,
  weightDecay: 0.1,
  warmupSteps: 10,
  schedule: "cosine",
  seed: 1048,
  checkpointEverySteps: 32,
  validateEverySteps: 32,
  precision: "auto",
  processes: 1,
  ...PLAIN,
};

/** Model cards: batch 4,194,304 tokens, learning rate 5e-5; theirs ran on 32 GPUs, a person says how many there are here. */
const published = (tokenBudget: number): TrainSettings => ({
  tokenBudget,
  batchTokens: 4_194_304,
  learningRate: 5e-5,
  weightDecay: 0.1,
  warmupSteps: 100,
  schedule: "cosine",
  seed: 1048,
  checkpointEverySteps: 250,
  validateEverySteps: 100,
  precision: "auto",
  processes: 1,
  ...PLAIN,
});

/** The settings a run starts from; a custom model starts from those of `tiny`. */
export function defaultTrainSettings(model: ModelId): TrainSettings {
  switch (model) {
    case "tiny":
    case "custom":
      return TINY;
    case "1.3B":
      return published(30_000_000_000);
    case "3.3B":
      return published(100_000_000_000);
    case "7.2B":
      return published(150_000_000_000);
  }
}

/** Optimiser steps: whole batches that fit the budget; the rest of less than a batch is not trained. */
export const stepsOf = (train: Pick<TrainSettings, "tokenBudget" | "batchTokens">): number =>
  Math.floor(train.tokenBudget / train.batchTokens);

/**
 * Checks what the schema cannot see: a batch is whole sequences on every process, and at least one fits the budget.
 * @throws StudioError `invalid-input` that names the setting.
 */
export function checkTrainSettings(train: TrainSettings, shape: LlamaShape): void {
  const unit = shape.context * train.processes;
  if (train.batchTokens % unit !== 0) {
    const nearest = Math.max(unit, Math.round(train.batchTokens / unit) * unit);
    throw new StudioError(
      "invalid-input",
      `A batch of ${String(train.batchTokens)} tokens is not whole sequences of ${String(shape.context)} tokens on ${String(train.processes)} process(es).`,
      `Set the batch to a multiple of ${String(unit)}, such as ${String(nearest)}.`,
    );
  }
  if (stepsOf(train) < 1) {
    throw new StudioError(
      "invalid-input",
      `The token budget of ${String(train.tokenBudget)} is less than one batch of ${String(train.batchTokens)}.`,
      "Raise the token budget or make the batch smaller.",
    );
  }
}
