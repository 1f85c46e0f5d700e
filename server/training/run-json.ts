import type { ClusterResources } from "@/core/cluster-resources";
import type { LlamaShape } from "@/core/models";
import type { TrainSettings } from "@/core/train-settings";
import { BORDERS } from "@/server/training/document-borders";
import type { TokenReference } from "@/server/training/token-cache";

/** `LlamaConfig` of transformers; RMSNorm ε and initialiser range as LLaMA 2 released them. */
export const llamaConfig = (shape: LlamaShape) => ({
  architectures: ["LlamaForCausalLM"],
  model_type: "llama",
  hidden_size: shape.hiddenSize,
  num_hidden_layers: shape.layers,
  num_attention_heads: shape.heads,
  num_key_value_heads: shape.kvHeads,
  intermediate_size: shape.intermediateSize,
  vocab_size: shape.vocabSize,
  max_position_embeddings: shape.context,
  rope_theta: shape.ropeTheta,
  tie_word_embeddings: shape.tiedEmbeddings,
  hidden_act: "silu",
  rms_norm_eps: 1e-5,
  initializer_range: 0.02,
  attention_bias: false,
  mlp_bias: false,
  bos_token_id: BORDERS.bos,
  eos_token_id: BORDERS.eos,
});

export interface RunSpecification {
  readonly runId: string;
  readonly model: string;
  readonly shape: LlamaShape;
  readonly train: TrainSettings;
  /** What the run asks of a cluster; absent on this machine. */
  readonly cluster?: ClusterResources | undefined;
  /** Tokens of the corpus that it refers to; absent where it holds its documents. */
  readonly tokens?: TokenReference | undefined;
}

/** Documents in the bundle: paths of Parquet files. */
export interface InlineData {
  readonly files: readonly string[];
  readonly validation: readonly string[];
}

/** Documents in the tokens of their corpus; `tokens` is relative to the run's folder, `ordinals` to the bundle. */
export interface ReferredData {
  readonly reference: {
    readonly fingerprint: string;
    readonly ordinals: string;
    readonly tokens: string;
    readonly sha256: string;
  };
}

/** bundle/run.json: everything the trainer's argv and environment are made from; names of secrets, never values. */
export const runJson = (run: RunSpecification, data: InlineData | ReferredData) => ({
  v: 1,
  run: run.runId,
  stage: "train",
  model: { name: run.model, config: llamaConfig(run.shape) },
  train: { ...run.train, context: run.shape.context },
  data,
  tokenizer: "tokenizer/tokenizer.json",
  resources: {
    processes: run.train.processes,
    ...(run.cluster === undefined ? {} : { cluster: run.cluster }),
  },
  secrets: [],
});
