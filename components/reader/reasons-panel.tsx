"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { ContributionTable } from "@/components/reader/contribution-table";
import { prepareContributions } from "@/components/reader/contributions.prepare";
import { flipCells } from "@/components/reader/flips.prepare";
import { FlipsLine } from "@/components/reader/flips-line";
import type { ReaderCorpus } from "@/components/reader/reader-corpus";
import { useFlips } from "@/components/reader/use-flips";
import type { Recipe } from "@/core/recipe";
import { flipsBy } from "@/core/selection/flips";
import type { ScoringPlan } from "@/core/scoring/plan";
import type { DocumentDetail } from "@/server/services/document/document-row";

interface ReasonsPanelProps {
  readonly corpus: ReaderCorpus;
  readonly document: DocumentDetail;
  readonly recipe: Recipe;
  readonly plan: ScoringPlan;
}

/** What speaks for and against a document, and what would turn it. */
export function ReasonsPanel({ corpus, document, recipe, plan }: ReasonsPanelProps) {
  const { versionId, statistics } = corpus;
  const { ordinal } = document;
  const search = useFlips(versionId, ordinal, recipe);
  const { data: standing } = useQuery(
    useTRPC().document.standing.queryOptions(
      { versionId, ordinal, recipe },
      { staleTime: Infinity, trpc: { abortOnUnmount: true } },
    ),
  );
  const isIn = search.found?.isIn ?? standing?.in ?? false;
  const flips = search.found?.flips ?? search.progress?.flips ?? null;
  return (
    <>
      <FlipsLine search={search} />
      <ContributionTable
        contributions={prepareContributions(plan, statistics, document)}
        flips={
          flips === null
            ? null
            : { isIn, complete: search.found !== null, cells: flipCells(flips, isIn, flipsBy(recipe)) }
        }
      />
    </>
  );
}
