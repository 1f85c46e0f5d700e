import type { SampleSize } from "@/core/preview/estimate";
import type { ScoreKind } from "@/core/score-parts";

/** A score table in the browser: `values` holds the raters and their likeliest levels, `ranks` their percentiles. */
export interface SampleTable {
  readonly name: string;
  readonly kind: ScoreKind;
  readonly rows: number;
  /** Where it was counted before. */
  readonly size?: SampleSize;
}
