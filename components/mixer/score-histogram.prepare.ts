import type { MixtureFigures } from "@/core/preview/preview";

/** Tokens with a score in [from, to). */
export interface ScoreBin {
  readonly from: number;
  readonly to: number;
  readonly all: number;
  readonly selected: number;
}

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
  readonly bins: readonly (ScoreBin & { readonly x: number; readonly width: number })[];
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The bins from the first to the last that is occupied. */
export function scoreBins({ low, high, all, selected }: MixtureFigures["histogram"]): ScoreBin[] {
  const first = all.findIndex((tokens) => tokens > 0);
  const last = all.findLastIndex((tokens) => tokens > 0);
  if (first < 0) return [];
  const step = (high - low) / all.length;
  return all.slice(first, last + 1).map((tokens, index) => ({
    from: low + (first + index) * step,
    to: low + (first + index + 1) * step,
    all: tokens,
    selected: selected[first + index] ?? 0,
  }));
}

/** Tokens by score as two step areas; the selected part lies over all. Null while no bin is occupied. */
export function prepareScoreHistogram(
  histogram: MixtureFigures["histogram"],
  threshold: number | null,
  { width, height }: Size,
): ScoreHistogram | null {
  const occupied = scoreBins(histogram);
  const low = occupied[0]?.from;
  const high = occupied.at(-1)?.to;
  if (low === undefined || high === undefined) return null;
  const tallest = Math.max(...histogram.all);
  const binWidth = width / occupied.length;
  const bins = occupied.map((bin, index) => ({ ...bin, x: index * binWidth, width: binWidth }));
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
