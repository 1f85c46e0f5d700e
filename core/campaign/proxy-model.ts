import { llamaShapeSchema, type LlamaShape } from "@/core/models";
import { trainSettingsSchema, type TrainSettings } from "@/core/train-settings";

/** 18,422,016 parameters: the paper's proxies have "about 18M", their shape was never published. */
export const PROXY_SHAPE: LlamaShape = llamaShapeSchema.parse({
  hiddenSize: 256,
  layers: 12,
  heads: 4,
  kvHeads: 4,
  intermediateSize: 768,
  context: 1_024,
  tiedEmbeddings: true,
});

/**
 * 512 steps of 131,072 tokens. The paper gives 1.8e18 FLOPs for 256 proxies (arXiv 2504.14194, cost table), which at 6 FLOPs a
 * parameter and token is 64M tokens each; the number itself was never published.
 */
export const PROXY_TRAIN: TrainSettings = trainSettingsSchema.parse({
  tokenBudget: 67_108_864,
  batchTokens: 131_072,
  learningRate: 1e-3,
  weightDecay: 0.1,
  warmupSteps: 50,
  schedule: "cosine",
  seed: 1048,
  checkpointEverySteps: 128,
  validateEverySteps: 128,
  precision: "auto",
  processes: 1,
});
