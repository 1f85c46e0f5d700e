import { z } from "zod";
import { recipeSchema } from "@/core/recipe";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import { checkedFigures, exactFigures, type ExactFigures } from "@/core/selection/exact-figures";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { parseInput } from "@/server/services/parse-input";
import { findCorpusVersion } from "@/server/services/selection/find-corpus-version";
import { findSelections } from "@/server/services/selection/list";
import { withRankedCorpus } from "@/server/services/selection/ranked-corpus";
import { knownRanking } from "@/server/services/selection/ranking";
import type { SelectionState } from "@/server/services/selection/selection-summary";

export const countSelectionInput = z.object({ versionId: z.string().min(1), recipe: recipeSchema });

/** What a recipe selects from the whole corpus, counted, and whether that selection was confirmed before. */
export interface SelectionCount extends ExactFigures {
  readonly selectionKey: string;
  readonly recipeHash: string;
  readonly existing: { readonly selectionId: string; readonly state: SelectionState } | null;
  readonly seconds: number;
}

/**
 * Counts a selection exactly, in two passes of the server's DuckDB over the whole corpus.
 * @throws StudioError `invalid-input` for an empty selection, `cancelled` when the signal aborts.
 */
export async function countSelection({
  ctx,
  input,
  signal,
}: {
  ctx: Context;
  input: z.input<typeof countSelectionInput>;
  signal?: AbortSignal | undefined;
}): Promise<SelectionCount> {
  const began = performance.now();
  const { versionId, recipe } = parseInput(countSelectionInput, input);
  const { fingerprint } = await findCorpusVersion(ctx, versionId);
  const statistics = await knownStatistics(fingerprint, ctx.home);
  const known = knownRanking({ fingerprint, home: ctx.home, recipe });
  const figures =
    known !== undefined
      ? checkedFigures(known.plan, known.cuts, statistics)
      : await withRankedCorpus(
          { fingerprint, home: ctx.home, recipe },
          (engine, table) =>
            exactFigures(engine, table, recipe, statistics, signal === undefined ? {} : { signal }),
          signal,
        );
  const hash = recipeHash(recipe);
  const key = selectionKey(fingerprint, hash);
  const [existing] = await findSelections(ctx, { selectionKey: key });
  return {
    ...figures,
    selectionKey: key,
    recipeHash: hash,
    existing: existing === undefined ? null : { selectionId: existing.id, state: existing.state },
    seconds: (performance.now() - began) / 1000,
  };
}
