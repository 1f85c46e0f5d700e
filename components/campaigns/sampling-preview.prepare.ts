import type { CampaignSettings } from "@/core/campaign/campaign-settings";
import { drawMore } from "@/core/campaign/draw-proxies";
import { WHOLE } from "@/core/campaign/weight-bounds";
import { StudioError } from "@/core/errors";
import type { RaterId } from "@/core/raters";

export interface SamplingPreview {
  /** The first vectors of the campaign, in the order of the raters, millionths. */
  readonly vectors: readonly (readonly number[])[];
  /** Mean share of the heaviest rater, and of the five heaviest together, 0 … 1. */
  readonly heaviest: number;
  readonly topFive: number;
  /** Share of the weights that are under 1 %. */
  readonly small: number;
}

const SHOWN = 6;
/** Vectors the figures are of. */
const DRAWN = 200;
const SMALL = 0.01;

/** What the draw of a campaign looks like; null for settings it cannot be made by. */
export function prepareSampling(
  settings: CampaignSettings,
  present: readonly RaterId[],
): SamplingPreview | null {
  const drawn = drawnOrNull(settings, present);
  if (drawn === null) return null;
  const places = present.length;
  const sorted = drawn.map((vector) => vector.toSorted((a, b) => b - a).slice(0, places));
  const meanOf = (count: number): number => mean(sorted.map((vector) => sum(vector.slice(0, count)) / WHOLE));
  return {
    vectors: drawn.slice(0, SHOWN),
    heaviest: meanOf(1),
    topFive: meanOf(5),
    small: mean(sorted.flatMap((vector) => vector.map((weight) => (weight / WHOLE < SMALL ? 1 : 0)))),
  };
}

function drawnOrNull(settings: CampaignSettings, present: readonly RaterId[]): number[][] | null {
  try {
    return drawMore(settings, present, 0, DRAWN).map(({ weights }) => [...weights]);
  } catch (error) {
    if (error instanceof StudioError) return null;
    throw error;
  }
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / Math.max(1, values.length);
