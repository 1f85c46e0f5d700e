import type { MixtureFigures } from "@/core/preview/preview";

export interface ScoreHistogram {
  /** SVG paths in the given width and height. */
  readonly all: string;
  readonly selected: string;
  /** Ends of the axis: the occupied bins, not the analytic bounds. */
  readonly low: number;
  readonly high: number;
  /** Place of the threshold; null without one. */
  readonly thresholdX: number | null;
  /** Bars with a place of their own, for hover: score and tokens. */
  readonly bins: readonly {
    readonly x: number;
    readonly width: number;
    readonly from: number;
    readonly to: number;
    readonly all: number;
    readonly selected: number;
  }[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Tokens by score as two step areas; the selected part lies over all. Null while no bin is occupied. */
export function prepareScoreHistogram(
  histogram: MixtureFigures["histogram"],
  threshold: number | null,
  { width, height }: Size,
): ScoreHistogram | null {
  const first = histogram.all.findIndex((tokens) => tokens > 0);
  const last = histogram.all.findLastIndex((tokens) => tokens > 0);
  if (first < 0) return null;
  const step = (histogram.high - histogram.low) / histogram.all.length;
  const low = histogram.low + first * step;
  const high = histogram.low + (last + 1) * step;
  const tallest = Math.max(...histogram.all);
  const binWidth = width / (last - first + 1);
  const bins = histogram.all.slice(first, last + 1).map((all, index) => ({
    x: index * binWidth,
    width: binWidth,
    from: low + index * step,
    to: low + (index + 1) * step,
    all,
    selected: histogram.selected[first + index] ?? 0,
  }));
  const area = (heightOf: (bin: (typeof bins)[number]) => number) =>
    stepArea(
      bins.map((bin) => ({ x: bin.x, top: height * (1 - heightOf(bin) / tallest) })),
      binWidth,
      height,
    );
  return {
    all: area((bin) => bin.all),
    selected: area((bin) => bin.selected),
    low,
    high,
    thresholdX: threshold === null ? null : clamp(((threshold - low) / (high - low)) * width, width),
    bins,
  };
}

const clamp = (value: number, top: number): number => Math.min(top, Math.max(0, value));
const short = (value: number): string => String(Number(value.toFixed(2)));

function stepArea(steps: readonly { x: number; top: number }[], width: number, floor: number): string {
  const line = steps.map(({ x, top }) => `V${short(top)}H${short(x + width)}`).join("");
  return `M0 ${short(floor)}${line}V${short(floor)}Z`;
}
