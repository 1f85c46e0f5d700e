import { StudioError } from "@/core/errors";
import type { Recipe } from "@/core/recipe";
import type { SelectionManifest } from "@/core/selection-manifest";
import { putSelection } from "@/server/services/selection/put-selection";
import { rankTogether, type PassSize, type RankedCorpus } from "@/server/services/selection/rank-together";
import { writeRankedFile } from "@/server/services/selection/selection-file";

export interface WantedSelection {
  readonly recipe: Recipe;
  readonly recipeHash: string;
  readonly selectionKey: string;
}

export interface WriteSelections<Wanted> {
  readonly signal: AbortSignal;
  readonly onWritten: (wanted: Wanted, manifest: SelectionManifest) => Promise<void>;
  /** Called for a recipe that selects nothing. */
  readonly onRefused: (wanted: Wanted, error: StudioError) => Promise<void>;
  readonly size?: PassSize;
}

/** Half a gigabyte of scores; DuckDB writes to its scratch what does not fit its memory. */
const FOR_A_CAMPAIGN: PassSize = { recipes: 64, scores: 64_000_000 };

/**
 * Writes many selections of one corpus, each with the files, manifest and hashes it would have on its own
 * (docs/decisions/2026-11-28-selections-together.md).
 * @throws StudioError `invalid-input` for a recipe that does not suit the corpus, `not-found`, `cancelled`
 */
export async function writeSelections<Wanted extends WantedSelection>(
  corpus: RankedCorpus,
  wanted: readonly Wanted[],
  { signal, onWritten, onRefused, size = FOR_A_CAMPAIGN }: WriteSelections<Wanted>,
): Promise<void> {
  const { fingerprint, home, statistics } = corpus;
  const byRecipe = new Map(wanted.map((one) => [one.recipe, one]));
  await rankTogether(
    corpus,
    [...byRecipe.keys()],
    async (recipe, rows) => {
      const one = byRecipe.get(recipe);
      if (one === undefined) return;
      const { selectionKey, recipeHash } = one;
      try {
        const write = (file: string) => writeRankedFile(rows, statistics, file, signal);
        const put = { home, selectionKey, fingerprint, recipe, recipeHash, signal, write };
        await onWritten(one, await putSelection(put));
      } catch (error) {
        if (!(error instanceof StudioError) || error.code !== "invalid-input") throw error;
        await onRefused(one, error);
      }
    },
    signal,
    size,
  );
}
