import type { ReactNode } from "react";
import { valueInWords } from "@/core/run-differences";
import type { TrainSettings } from "@/core/train-settings";

/** What stands beside a setting: what it is, or what it was in the run that is trained again. */
export const settingHint = (
  key: keyof TrainSettings,
  hint: string,
  train: TrainSettings,
  before: TrainSettings | undefined,
): ReactNode =>
  before === undefined || before[key] === train[key] ? (
    hint
  ) : (
    <span className="font-medium text-accent">was {valueInWords(before[key])}</span>
  );
