import type { AccuracyKind } from "@/core/evaluation/paper-averages";
import type { PairedDifference } from "@/core/evaluation/paired-difference";
import type { ItemRef } from "@/core/comparison/item";

/** What the models of an item answered right of a task. */
export interface ComparedAccuracy {
  readonly item: ItemRef;
  /** Percent, the mean over runs; null where none of them was asked this task. */
  readonly value: number | null;
  /** Standard error over the items of a single run, else null. */
  readonly stderr: number | null;
  readonly runs: number;
  /** Items each run was asked. */
  readonly n: number | null;
  /** How the runs were asked: "0 shots, version 1, harness 0.4.13"; null where they were not. */
  readonly asked: string | null;
  /** Against the first item in points; null for that one itself, and where either was not asked or asked otherwise. */
  readonly difference: PairedDifference | null;
}

export interface ComparedTask {
  readonly task: string;
  readonly kind: AccuracyKind;
  /** One for each item, in their order. */
  readonly cells: readonly ComparedAccuracy[];
}

/** Whether an interval leaves 0 out: then the two differ by more than chance would let items of the same kind differ. */
export const isClear = ({ low, high }: PairedDifference): boolean =>
  low !== null && high !== null && (low > 0 || high < 0);
