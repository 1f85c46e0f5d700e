import type { SqlEngine } from "@/core/engine";
import type { PreviewFigures } from "@/core/preview/preview";
import { previewBoundary } from "@/core/preview/preview-boundary";
import { previewMixture } from "@/core/preview/preview-mixture";
import { exactRaters, type RaterHistograms } from "@/core/preview/preview-raters";
import { scoreSample } from "@/core/preview/score-sample";
import type { Recipe } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import type { CorpusStatistics } from "@/core/statistics";

export interface ExactPreviewOptions {
  /** Of all documents, from figures of an earlier recipe of the same corpus. */
  readonly raters?: RaterHistograms | null;
  readonly signal?: AbortSignal | undefined;
}

/**
 * What the preview shows of a recipe, counted over a table of all documents (inclusion 1) that holds the ranks.
 * @throws StudioError `invalid-input` for a recipe that does not suit the corpus
 */
export async function exactPreview(
  engine: SqlEngine,
  table: string,
  recipe: Recipe,
  statistics: CorpusStatistics,
  { raters = null, signal }: ExactPreviewOptions = {},
): Promise<PreviewFigures> {
  const whole = { name: table, kind: "ranks", rows: statistics.documents } as const;
  const scored = await scoreSample(engine, whole, planScoring(recipe, statistics), signal);
  return {
    ...(await previewMixture(engine, scored, statistics, signal)),
    ...(await previewBoundary(engine, scored, statistics, signal)),
    raters: await exactRaters(engine, scored, statistics, raters, signal),
  };
}
