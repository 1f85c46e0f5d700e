import { z } from "zod";
import { StudioError } from "@/core/errors";

/** Size of the LLaMA tokenizer's vocabulary; the only tokenizer of the studio. */
export const VOCABULARY = 32_000;

/**
 * Shape of a plain `LlamaForCausalLM`: no biases, RMSNorm, SwiGLU, rotary positions.
 * `context` is the length of a packed sequence in tokens.
 */
export const llamaShapeSchema = z
  .strictObject({
    hiddenSize: z.number().int().min(8).max(65_536),
    layers: z.number().int().min(1).max(1_000),
    heads: z.number().int().min(1).max(1_024),
    kvHeads: z.number().int().min(1).max(1_024),
    intermediateSize: z.number().int().min(8).max(262_144),
    vocabSize: z.literal(VOCABULARY).default(VOCABULARY),
    context: z.number().int().min(16).max(131_072),
    ropeTheta: z.number().positive().default(10_000),
    tiedEmbeddings: z.boolean().default(false),
  })
  .refine((shape) => shape.hiddenSize % shape.heads === 0, "hiddenSize is not a multiple of heads")
  .refine((shape) => shape.heads % shape.kvHeads === 0, "heads is not a multiple of kvHeads")
  .refine(
    (shape) => (shape.hiddenSize / shape.heads) % 2 === 0,
    "the width of a head is odd, rotary positions need pairs",
  );

export type LlamaShape = Readonly<z.output<typeof llamaShapeSchema>>;

export const MODEL_IDS = ["tiny", "1.3B", "3.3B", "7.2B", "custom"] as const;
export type ModelId = (typeof MODEL_IDS)[number];
export type NamedModelId = Exclude<ModelId, "custom">;

export interface Model {
  readonly id: NamedModelId;
  readonly label: string;
  readonly shape: LlamaShape;
}

const published = (
  size: Pick<LlamaShape, "hiddenSize" | "layers" | "heads" | "kvHeads" | "intermediateSize">,
): LlamaShape => ({
  ...size,
  vocabSize: VOCABULARY,
  context: 1_024,
  ropeTheta: 10_000,
  tiedEmbeddings: false,
});

/**
 * The models of Meta-rater (arXiv 2504.14194 and its model cards) and one small enough for two CPU cores.
 * The intermediate sizes are those that give the published parameter counts exactly.
 */
export const MODELS: readonly Model[] = [
  {
    id: "tiny",
    label: "Tiny",
    shape: {
      hiddenSize: 128,
      layers: 2,
      heads: 4,
      kvHeads: 4,
      intermediateSize: 384,
      vocabSize: VOCABULARY,
      context: 256,
      ropeTheta: 10_000,
      tiedEmbeddings: true,
    },
  },
  {
    id: "1.3B",
    label: "1.3B",
    shape: published({ hiddenSize: 2_048, layers: 24, heads: 16, kvHeads: 16, intermediateSize: 5_504 }),
  },
  {
    id: "3.3B",
    label: "3.3B",
    shape: published({ hiddenSize: 2_560, layers: 40, heads: 20, kvHeads: 20, intermediateSize: 6_912 }),
  },
  {
    id: "7.2B",
    label: "7.2B",
    shape: published({ hiddenSize: 4_096, layers: 32, heads: 32, kvHeads: 8, intermediateSize: 14_336 }),
  },
];

/** The model of that name; every `NamedModelId` has one. */
export function modelOf(id: NamedModelId): Model {
  const model = MODELS.find((candidate) => candidate.id === id);
  if (model === undefined) throw new RangeError(`no model ${id}`);
  return model;
}

/**
 * The shape a run trains: that of the named model, or the given one for `custom`.
 * @throws StudioError `invalid-input` when `custom` comes without a shape or a named model with one.
 */
export function shapeOf(model: ModelId, shape?: LlamaShape): LlamaShape {
  if (model === "custom") {
    if (shape !== undefined) return shape;
    throw new StudioError("invalid-input", "The model is custom but no shape is given.", "Give a shape.");
  }
  if (shape === undefined) return modelOf(model).shape;
  throw new StudioError(
    "invalid-input",
    `The model ${model} has a shape of its own, but another is given.`,
    'Leave the shape out, or choose the model "custom".',
  );
}

/** Exact number of trainable parameters, as `model.num_parameters()` of transformers counts them (tied weights once). */
export function parameterCount(shape: LlamaShape): number {
  const { hiddenSize: h, heads, kvHeads, layers, intermediateSize, vocabSize } = shape;
  const keyValueWidth = (h / heads) * kvHeads;
  const attention = 2 * h * h + 2 * h * keyValueWidth;
  const layer = attention + 3 * h * intermediateSize + 2 * h;
  return vocabSize * h * (shape.tiedEmbeddings ? 1 : 2) + layers * layer + h;
}

/** Training FLOPs of one token, forward and backward: 6N + 12·L·h·s with every parameter in N (the authors' MFU formula). */
export const flopsPerToken = (shape: LlamaShape): number =>
  6 * parameterCount(shape) + 12 * shape.layers * shape.hiddenSize * shape.context;
