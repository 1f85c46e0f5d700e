import { llamaShapeSchema } from "@/core/models";
import { defaultTrainSettings } from "@/core/train-settings";

/** A model that trains in seconds on a processor, with a checkpoint every second or so. */
export const chaosShape = llamaShapeSchema.parse({
  hiddenSize: 32,
  layers: 1,
  heads: 2,
  kvHeads: 2,
  intermediateSize: 64,
  context: 64,
  tiedEmbeddings: true,
});

const STEPS = 300;
const BATCH_TOKENS = 256;

export const chaosTrain = {
  ...defaultTrainSettings("custom"),
  tokenBudget: STEPS * BATCH_TOKENS,
  batchTokens: BATCH_TOKENS,
  learningRate: 0.01,
  checkpointEverySteps: 25,
  validateEverySteps: 100,
};
