import type { TrainingPlan } from "@/core/training-plan";

/** Repeating data up to about 4 epochs is nearly as good as new data; after that it fades (Muennighoff et al. 2023). */
export const MANY_EPOCHS = 4;

export interface PlanDomainRow {
  readonly domain: string;
  readonly code: number;
  readonly tokens: number;
  readonly trainTokens: number;
  /** Share of the training tokens in percent. */
  readonly share: number;
  readonly epochs: number;
  readonly tooMany: boolean;
}

/** Domains that have selected documents; `code` is the place in the manifest, which picks the colour. */
export const preparePlanDomains = ({ domains }: Pick<TrainingPlan, "domains">): PlanDomainRow[] =>
  domains
    .map(({ domain, tokens, trainTokens, share, epochs }, code) => ({
      domain,
      code,
      tokens,
      trainTokens,
      share: share * 100,
      epochs,
      tooMany: epochs > MANY_EPOCHS,
    }))
    .filter(({ tokens }) => tokens > 0)
    .toSorted((a, b) => b.share - a.share || a.code - b.code);

/** Hours of one GPU in words that stay readable from seconds to years. */
export function gpuHoursText(hours: number): string {
  if (hours < 0.01) return "under 0.01 GPU-hours";
  if (hours < 10) return `${hours.toFixed(2)} GPU-hours`;
  return `${Math.round(hours).toLocaleString("en-US")} GPU-hours`;
}

/** Epochs with the figures that matter: 0.003, 0.84, 2.1, 37. */
export const epochsText = (epochs: number): string =>
  epochs === 0
    ? "0"
    : epochs < 0.0995
      ? epochs.toPrecision(2)
      : epochs < 9.95
        ? epochs.toFixed(2)
        : epochs.toFixed(0);
