import type { LossPoint, ValidationPoint } from "@/core/comparison/outcomes";
import type { RunCurves } from "@/core/training-events";

/** Points of a training curve that are told at most: more than a screen has columns for. */
const MOST_POINTS = 1_000;

/**
 * Training losses over tokens; steps without a finite loss are left out. A longer curve is told as the mean losses of equally
 * long stretches, each at its last step.
 */
export function trainPoints({ train }: Pick<RunCurves, "train">): LossPoint[] {
  const points = train.flatMap(({ tokens, loss }) => (loss === null ? [] : [{ tokens, loss }]));
  if (points.length <= MOST_POINTS) return points;
  return Array.from({ length: MOST_POINTS }, (_, stretch) => {
    const from = Math.floor((stretch * points.length) / MOST_POINTS);
    const part = points.slice(from, Math.floor(((stretch + 1) * points.length) / MOST_POINTS));
    return {
      tokens: part.at(-1)?.tokens ?? 0,
      loss: part.reduce((sum, { loss }) => sum + loss, 0) / part.length,
    };
  });
}

/** Validation losses over tokens; what is not finite is left out. */
export const validationPoints = ({ validation }: Pick<RunCurves, "validation">): ValidationPoint[] =>
  validation.flatMap(({ tokens, loss, byDomain }) => {
    if (loss === null) return [];
    const finite = Object.entries(byDomain).flatMap(([domain, value]) =>
      value === null ? [] : [[domain, value] as const],
    );
    return [{ tokens, loss, byDomain: Object.fromEntries(finite) }];
  });
