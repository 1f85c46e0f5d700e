import { flopsPerToken, parameterCount, type LlamaShape } from "@/core/models";
import { stepsOf, type TrainSettings } from "@/core/train-settings";

export interface Gpu {
  readonly id: string;
  readonly label: string;
  /** Dense bf16 peak of the data sheet in TFLOP/s, without sparsity. */
  readonly peakTflops: number;
}

export const GPUS: readonly Gpu[] = [
  { id: "a800", label: "A800", peakTflops: 312 },
  { id: "a100", label: "A100", peakTflops: 312 },
  { id: "h100", label: "H100 SXM", peakTflops: 989 },
  { id: "rtx4090", label: "RTX 4090", peakTflops: 165 },
];

/** Share of a GPU's peak a plan assumes; the published 1.3B run implies 51.7 %, the 3.3B run 45.9 %. */
export const ASSUMED_MFU = 0.4;

/** Tokens the trainer sets around a document: BOS before it and EOS after it. */
export const BOUNDARY_TOKENS = 2;

/** AdamW checkpoint: float32 weights and two float32 moments. */
const CHECKPOINT_BYTES_PER_PARAMETER = 12;
const MODEL_BYTES_PER_PARAMETER = 4;

export interface DomainTokens {
  readonly domain: string;
  readonly documents: number;
  readonly tokens: number;
}

export interface DomainPlan extends DomainTokens {
  /** Share of the training tokens, 0..1. */
  readonly share: number;
  readonly trainTokens: number;
  /** Passes over the domain's selected documents; the permutation is over all of them, so it is the same everywhere. */
  readonly epochs: number;
}

export interface TrainingPlan {
  readonly parameters: number;
  readonly flops: number;
  readonly steps: number;
  /** Tokens that are trained: whole batches within the budget. */
  readonly tokens: number;
  /** Tokens of one pass over the selection, BOS and EOS included. */
  readonly passTokens: number;
  readonly epochs: number;
  readonly domains: readonly DomainPlan[];
  readonly assumedMfu: number;
  readonly gpus: readonly { readonly gpu: Gpu; readonly hours: number }[];
  readonly checkpointBytes: number;
  readonly modelBytes: number;
}

/** What a training will take, before anything runs. `selected`: documents and tokens of the selection by domain. */
export function trainingPlan(
  selected: readonly DomainTokens[],
  shape: LlamaShape,
  train: Pick<TrainSettings, "tokenBudget" | "batchTokens">,
  mfu = ASSUMED_MFU,
): TrainingPlan {
  const parameters = parameterCount(shape);
  const steps = stepsOf(train);
  const tokens = steps * train.batchTokens;
  const flops = flopsPerToken(shape) * tokens;
  const passOf = (domain: DomainTokens) => domain.tokens + BOUNDARY_TOKENS * domain.documents;
  const passTokens = selected.reduce((sum, domain) => sum + passOf(domain), 0);
  const epochs = passTokens === 0 ? 0 : tokens / passTokens;
  return {
    parameters,
    flops,
    steps,
    tokens,
    passTokens,
    epochs,
    domains: selected.map((domain) => ({
      ...domain,
      share: passTokens === 0 ? 0 : passOf(domain) / passTokens,
      trainTokens: passOf(domain) * epochs,
      epochs,
    })),
    assumedMfu: mfu,
    gpus: GPUS.map((gpu) => ({ gpu, hours: flops / (gpu.peakTflops * 1e12 * mfu) / 3600 })),
    checkpointBytes: parameters * CHECKPOINT_BYTES_PER_PARAMETER,
    modelBytes: parameters * MODEL_BYTES_PER_PARAMETER,
  };
}
