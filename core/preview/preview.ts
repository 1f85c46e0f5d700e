import type { RaterId } from "@/core/raters";

/** A figure with the half width of its 95 % interval; null where it is counted, not estimated. */
export interface Estimate {
  readonly value: number;
  readonly error: number | null;
}

/** A document next to its threshold; margin = score − threshold. */
export interface Boundary {
  readonly ordinal: number;
  readonly domain: string;
  readonly tokens: number;
  readonly score: number;
  readonly margin: number;
}

export interface PreviewDomain {
  readonly domain: string;
  readonly before: { readonly documents: number; readonly tokens: number; readonly share: number };
  /** Shares are shares of tokens, 0 to 1. */
  readonly after: { readonly documents: Estimate; readonly tokens: Estimate; readonly share: Estimate };
  /** Where the domain has its own; else null. */
  readonly threshold: number | null;
  /** The end of the recipe's bounds that holds the domain where the threshold of all would take it beyond. */
  readonly bound?: "min" | "max" | undefined;
}

/** What moves first under the hand: figures, mixture and the distribution of the score. */
export interface MixtureFigures {
  readonly basis:
    | { readonly kind: "exact"; readonly documents: number }
    | { readonly kind: "sample"; readonly sample: number; readonly documents: number };
  readonly budgetTokens: number;
  readonly documents: Estimate;
  readonly tokens: Estimate;
  /** tokens ÷ budgetTokens */
  readonly fill: number;
  /** Score of the last document in; null where each domain has its own or nothing is selected. */
  readonly threshold: number | null;
  readonly domains: readonly PreviewDomain[];
  /** Tokens in equally wide bins of the score; scores beyond [low, high] are counted in the outer bins. */
  readonly histogram: {
    readonly low: number;
    readonly high: number;
    readonly all: readonly number[];
    readonly selected: readonly number[];
  };
}

/** Distribution of one rater over `RATER_BINS` bins of equal rank; shares of tokens of the documents with a value. */
export interface RaterFigures {
  readonly rater: RaterId;
  readonly all: readonly number[];
  readonly selected: readonly number[];
  /** Median of the selected minus median of all, in ranks from 0 to 1; null without selected values. */
  readonly medianShift: number | null;
}

export interface BoundaryFigures {
  /** Closest to the threshold first, at most 8 each. */
  readonly justIn: readonly Boundary[];
  readonly justOut: readonly Boundary[];
}

export interface PreviewFigures extends MixtureFigures, BoundaryFigures {
  readonly raters: readonly RaterFigures[];
}
