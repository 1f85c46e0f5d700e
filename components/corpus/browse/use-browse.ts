"use client";

import { useMemo } from "react";
import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { listingOf } from "@/components/corpus/browse/browse-listing";
import type { BrowseState } from "@/components/corpus/browse/browse-url";
import { askedBy, useBrowseState } from "@/components/corpus/browse/use-browse-state";
import { useCursor } from "@/components/corpus/browse/use-cursor";
import { useHeading } from "@/components/corpus/browse/use-heading";
import { useListedRows } from "@/components/corpus/browse/use-listed-rows";
import { useListing } from "@/components/corpus/browse/use-listing";
import { useCurrentRecipe } from "@/components/reader/current-recipe";
import { planScoring, type ScoringPlan } from "@/core/scoring/plan";
import type { Recipe } from "@/core/recipe";
import type { CorpusStatistics } from "@/core/statistics";
import type { CorpusDetail } from "@/server/services/corpus/get";

/** Null where there is no recipe, or one that does not suit the corpus: the listing says what is wrong with it. */
function planOf(recipe: Recipe | null, statistics: CorpusStatistics): ScoringPlan | null {
  try {
    return recipe === null ? null : planScoring(recipe, statistics);
  } catch {
    return null;
  }
}

/** What Browse shows of a corpus, and the ways to go on from there. */
export function useBrowse(corpus: CorpusDetail) {
  const { state, change: changeUrl, undo } = useBrowseState();
  const { statistics, versionId } = corpus;
  const trpc = useTRPC();
  const client = useQueryClient();
  const current = useCurrentRecipe(corpus.id, state.recipe, statistics);
  const recipe = state.recipe ?? current?.recipe ?? null;
  const listing = listingOf({ ...state, recipe }, statistics);
  const opened = useListing(versionId, listing);
  const rows = useListedRows(opened.shown);
  const { cursor, put } = useCursor(opened.shown, state);
  const heading = useHeading(opened.shown?.key ?? null, cursor);
  const plan = useMemo(() => planOf(recipe, statistics), [recipe, statistics]);

  /** A link to a ranking by a recipe that only this browser remembers names the recipe, too. */
  const named = (part: Partial<BrowseState>): Partial<BrowseState> =>
    part.sort?.by === "score" && state.recipe === null && current?.from === "mixer"
      ? { recipe: current.recipe, ...part }
      : part;

  /** A document's number means something in its version only: a link that names one names the version, too. */
  const change = (part: Partial<BrowseState>) => {
    const names = (part.document ?? null) !== null || (part.only ?? null) !== null;
    if (!names || state.version !== null) return changeUrl(named(part));
    const { number } = corpus;
    client.setQueryData(trpc.corpus.get.queryKey({ corpusId: corpus.id, number }), corpus);
    changeUrl({ ...named(part), version: number });
  };
  const openAt = (position: number) =>
    heading.go(position, async (isOvertaken) => {
      const row = await rows.load(position);
      if (row === undefined || isOvertaken()) return false;
      put(position, row.ordinal);
      change({ document: row.ordinal });
      return true;
    });
  const close = () => {
    heading.stop();
    if (cursor !== null) put(cursor, null);
    change({ document: null });
  };
  const moveTo = (position: number) => {
    if (state.document !== null) return void openAt(position);
    heading.stop();
    put(position, null);
  };
  const cancel =
    opened.work === null
      ? null
      : () => change(opened.shown === null ? { search: null } : askedBy(opened.shown.listing, state));
  return {
    state,
    change,
    undo,
    listing,
    opened,
    rows,
    plan,
    cursor,
    openAt: (position: number) => void openAt(position),
    step: (by: 1 | -1) => void openAt(heading.next(by)),
    close,
    moveTo,
    cancel,
  };
}
