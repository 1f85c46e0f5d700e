import { WHOLE } from "@/core/campaign/weight-bounds";
import { RATERS } from "@/core/raters";

interface WeightStripProps {
  /** In the order of the raters, millionths. */
  readonly weights: readonly number[];
}

const BAR = 3;
const STEP = 4;
const HEIGHT = 18;
/** Share of the weight that fills the height: drawn weights seldom have more. */
const FULL = 0.25;

/** A weight vector as 25 small bars, in the order of the raters everywhere. */
export function WeightStrip({ weights }: WeightStripProps) {
  const d = weights
    .map((weight, at) => {
      const height = Math.min(1, weight / WHOLE / FULL) * HEIGHT;
      return weight === 0
        ? ""
        : `M${String(at * STEP)} ${HEIGHT.toFixed(0)}v-${Math.max(0.5, height).toFixed(1)}h${String(BAR)}v${Math.max(0.5, height).toFixed(1)}z`;
    })
    .join("");
  return (
    <svg
      role="img"
      aria-label={`Most weight: ${heaviest(weights)}`}
      width={RATERS.length * STEP}
      height={HEIGHT + 1}
      className="block"
    >
      <title>{heaviest(weights)}</title>
      <path d={d} fill="var(--color-accent)" />
      <line
        x1="0"
        x2={RATERS.length * STEP}
        y1={HEIGHT + 0.5}
        y2={HEIGHT + 0.5}
        stroke="var(--color-line-strong)"
      />
    </svg>
  );
}

const NAMED = 3;

/** "Fluency 18.2 %, Reasoning 11.0 %, Books 9.4 %" */
const heaviest = (weights: readonly number[]): string =>
  RATERS.map(({ label }, at) => ({ label, share: (weights[at] ?? 0) / WHOLE }))
    .sort((a, b) => b.share - a.share)
    .slice(0, NAMED)
    .map(({ label, share }) => `${label} ${(100 * share).toFixed(1)} %`)
    .join(", ");
