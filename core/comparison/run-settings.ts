import canonicalize from "canonicalize";
import type { LlamaShape } from "@/core/models";
import { stepsOf, type TrainSettings } from "@/core/train-settings";

/** Version of how the trainer computes losses, docs/training-contract.md. */
const LOSS_VERSION = 1;

export interface SettledRun {
  readonly model: string;
  readonly shape: LlamaShape;
  readonly train: TrainSettings;
  /** Of the corpus that the validation documents belong to. */
  readonly validation: { readonly fingerprint: string; readonly documents: number };
}

/**
 * What losses must share to be on one scale: the validation documents of a corpus, the context they are cut into, and how the
 * trainer computes them.
 */
export const metricVersionOf = ({ shape, validation }: SettledRun): string =>
  `loss ${String(LOSS_VERSION)} · ${String(validation.documents)} validation documents of ${validation.fingerprint.slice(0, 12)} · context ${String(shape.context)}`;

/** Everything that bears on the outcome but the seed: equal for runs that may be compared. */
export function settingsKeyOf(run: SettledRun): string {
  const { tokenBudget, batchTokens, learningRate, weightDecay, warmupSteps, schedule, precision } = run.train;
  const decay = schedule === "wsd" ? { decayShare: run.train.decayShare } : {};
  const key = canonicalize({
    ...{ model: run.model, shape: run.shape, metric: metricVersionOf(run) },
    ...{ tokenBudget, batchTokens, learningRate, weightDecay, warmupSteps, schedule, precision },
    ...decay,
  });
  if (key === undefined) throw new TypeError("settings without canonical JSON");
  return key;
}

export const trainingTokens = (train: TrainSettings): number => stepsOf(train) * train.batchTokens;

/** "cosine after 10 steps", "constant after 10 steps, down in the last 20 %" */
const scheduleInWords = ({ schedule, warmupSteps, decayShare }: TrainSettings): string => {
  const after = `after ${warmupSteps.toLocaleString("en-US")} steps`;
  return schedule === "wsd"
    ? `constant ${after}, down in the last ${String(Math.round(100 * decayShare))} %`
    : `${schedule} ${after}`;
};

/** "tiny · 131,072 tokens in batches of 1,024 · learning rate 0.002, cosine after 10 steps · weight decay 0.1" */
export function settingsInWords({ model, train }: SettledRun): string {
  const number = (value: number): string => value.toLocaleString("en-US");
  return [
    model,
    `${number(trainingTokens(train))} tokens in batches of ${number(train.batchTokens)}`,
    `learning rate ${String(train.learningRate)}, ${scheduleInWords(train)}`,
    `weight decay ${String(train.weightDecay)}`,
    ...(train.precision === "auto" ? [] : [train.precision]),
  ].join(" · ");
}
