import { StudioError } from "@/core/errors";
import { llamaShapeSchema, modelOf, shapeOf, type LlamaShape, type ModelId } from "@/core/models";
import {
  checkTrainSettings,
  defaultTrainSettings,
  trainSettingsSchema,
  type TrainSettings,
} from "@/core/train-settings";
import { trainingPlan, type DomainTokens, type TrainingPlan } from "@/core/training-plan";

/** What a person has set of a training that is not submitted yet. */
export interface TrainDraft {
  readonly model: ModelId;
  /** The shape of `custom`; kept while another model is chosen. */
  readonly customShape: LlamaShape;
  readonly train: TrainSettings;
  /** GPU whose hours the plan shows. */
  readonly gpu: string;
}

export const firstTrainDraft = (): TrainDraft => ({
  model: "tiny",
  customShape: modelOf("tiny").shape,
  train: defaultTrainSettings("tiny"),
  gpu: "a800",
});

/** Another model brings its own settings, for one model's batch is another's whole budget. */
export const withModel = (draft: TrainDraft, model: ModelId): TrainDraft => ({
  ...draft,
  model,
  train: defaultTrainSettings(model),
});

/** Where a training runs may say how many processes it has. */
export const withProcesses = (draft: TrainDraft, processes: number): TrainDraft => ({
  ...draft,
  train: { ...draft.train, processes },
});

export type PlannedTraining =
  | { readonly plan: TrainingPlan; readonly shape: LlamaShape; readonly fault: null }
  | { readonly plan: null; readonly shape: null; readonly fault: string };

/** The plan of a draft on a selection, or what is wrong with the draft in words. */
export function planDraft(draft: TrainDraft, domains: readonly DomainTokens[]): PlannedTraining {
  try {
    const custom = draft.model === "custom" ? parseShape(draft.customShape) : undefined;
    const shape = shapeOf(draft.model, custom);
    const train = parseTrain(draft.train);
    checkTrainSettings(train, shape);
    return { plan: trainingPlan(domains, shape, train), shape, fault: null };
  } catch (error) {
    if (!(error instanceof StudioError)) throw error;
    return { plan: null, shape: null, fault: [error.message, error.way].filter(Boolean).join(" ") };
  }
}

function parseShape(shape: LlamaShape): LlamaShape {
  const parsed = llamaShapeSchema.safeParse(shape);
  if (parsed.success) return parsed.data;
  throw new StudioError("invalid-input", `Custom shape: ${messagesOf(parsed.error.issues)}.`);
}

function parseTrain(train: TrainSettings): TrainSettings {
  const parsed = trainSettingsSchema.safeParse(train);
  if (parsed.success) return parsed.data;
  throw new StudioError("invalid-input", `Settings: ${messagesOf(parsed.error.issues)}.`);
}

const messagesOf = (issues: readonly { path: readonly PropertyKey[]; message: string }[]): string =>
  issues.map(({ path, message }) => [...path.map(String), message].join(" ")).join("; ");
