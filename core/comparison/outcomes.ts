import type { ItemRef } from "@/core/comparison/item";

export interface LossPoint {
  readonly tokens: number;
  readonly loss: number;
}

export interface ValidationPoint extends LossPoint {
  readonly byDomain: Readonly<Record<string, number>>;
}

/** A run of an item as its curves show it; what is not finite is left out. */
export interface RunOutcome {
  readonly runId: string;
  readonly name: string;
  readonly model: string;
  readonly seed: number;
  readonly state: string;
  readonly tokens: number;
  /** At most 1,000 points: of a longer curve the mean losses of equally long stretches. */
  readonly train: readonly LossPoint[];
  readonly validation: readonly ValidationPoint[];
}

export interface Spread {
  readonly mean: number;
  /** Sample standard deviation; null for a single run. */
  readonly sd: number | null;
  readonly runs: number;
}

/** Runs of one item that differ in their seed only. */
export interface OutcomeGroup {
  readonly item: ItemRef;
  readonly model: string;
  /** Same key: same model, training tokens, schedule and version of the metrics; only such groups may be compared. */
  readonly settingsKey: string;
  /** What the settings are, in words: "tiny · 131,072 tokens in batches of 1,024 · …". */
  readonly settings: string;
  /** Version of the validation set and of how the loss is computed; losses of different versions are not one scale. */
  readonly metricVersion: string;
  readonly runs: readonly RunOutcome[];
  /** Of the last validation of runs that succeeded. */
  readonly validation: Spread | null;
  readonly train: Spread | null;
  readonly validationByDomain: Readonly<Record<string, Spread>>;
}
