import { z } from "zod";
import { exactPreview } from "@/core/preview/exact-preview";
import type { PreviewFigures } from "@/core/preview/preview";
import { firstRecipe } from "@/core/presets";
import { recipeSchema, type Recipe } from "@/core/recipe";
import { recipeHash } from "@/core/recipe-identity";
import type { CorpusStatistics } from "@/core/statistics";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { SharedWork } from "@/server/services/shared-work";
import { parseInput } from "@/server/services/parse-input";
import { readFigures, writeFigures } from "@/server/services/preview/figures-file";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { withRankedCorpus } from "@/server/services/selection/ranked-corpus";
import { corpusPath } from "@/server/storage/home";

export const previewFiguresInput = z.object({ versionId: z.string().min(1), recipe: recipeSchema });

const counting = new SharedWork<PreviewFigures>();

/**
 * What the mixer shows of a recipe, counted over the whole corpus; kept beside the corpus, so that asking again reads a
 * file.
 * @throws StudioError `invalid-input` for a recipe that does not suit the corpus, `cancelled`
 */
export async function previewFigures({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof previewFiguresInput>;
  signal?: AbortSignal | undefined;
}): Promise<PreviewFigures> {
  const { versionId, recipe } = parseInput(previewFiguresInput, input);
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  const folder = corpusPath(fingerprint, ctx.home);
  const hash = recipeHash(recipe);
  const kept = await readFigures(folder, hash);
  if (kept !== null) return kept;
  const count = async (stop: AbortSignal): Promise<PreviewFigures> => {
    const statistics = await knownStatistics(fingerprint, ctx.home);
    const raters = await knownRaters(folder, statistics);
    const figures = await withRankedCorpus(
      { fingerprint, home: ctx.home, recipe },
      (engine, table) => exactPreview(engine, table, recipe, statistics, { raters, signal: stop }),
      stop,
    );
    await writeFigures(folder, hash, figures);
    return figures;
  };
  return counting.join(`${folder} ${hash}`, count, { signal });
}

/** The distributions of all documents, which the import counted for the first recipe. */
async function knownRaters(folder: string, statistics: CorpusStatistics) {
  const first: Recipe | null = firstRecipe(statistics);
  const figures = first === null ? null : await readFigures(folder, recipeHash(first));
  return figures === null ? null : new Map(figures.raters.map(({ rater, all }) => [rater, all]));
}
