import { MODELS, parameterCount, type Model } from "@/core/models";

export interface ModelSummary extends Model {
  readonly parameters: number;
}

export const listModels = (): ModelSummary[] =>
  MODELS.map((model) => ({ ...model, parameters: parameterCount(model.shape) }));
