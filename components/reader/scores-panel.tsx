"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { RankNeighbours } from "@/components/reader/rank-neighbours";
import type { ReaderCorpus } from "@/components/reader/reader-corpus";
import { ReasonsPanel } from "@/components/reader/reasons-panel";
import { ScoreBars } from "@/components/reader/score-bars";
import { prepareScores } from "@/components/reader/score-bars.prepare";
import { SeenBy } from "@/components/reader/seen-by";
import { Segmented } from "@/components/ui/segmented";
import type { Recipe } from "@/core/recipe";
import { planScoring } from "@/core/scoring/plan";
import type { DocumentDetail } from "@/server/services/document/document-row";

interface ScoresPanelProps {
  readonly corpus: ReaderCorpus;
  readonly document: DocumentDetail;
  readonly recipe: Recipe | null;
  readonly onOpen: (ordinal: number) => void;
}

const VIEWS = [
  { value: "scores", label: "By family" },
  { value: "reasons", label: "For and against" },
] as const;

/** The 25 scores of a document, why it has its combined score, and who stands beside it in the ranking. */
export function ScoresPanel({ corpus, document, recipe, onOpen }: ScoresPanelProps) {
  const { statistics, versionId } = corpus;
  const [view, setView] = useState<"scores" | "reasons">("scores");
  const { data: places } = useQuery(
    useTRPC().document.domainRanks.queryOptions(
      { versionId, ordinal: document.ordinal },
      { staleTime: Infinity, trpc: { abortOnUnmount: true } },
    ),
  );
  const plan = useMemo(
    () => (recipe === null ? null : planScoring(recipe, statistics)),
    [recipe, statistics],
  );
  return (
    <>
      {plan !== null && (
        <Segmented
          label="Scores"
          value={view}
          options={VIEWS}
          onValue={setView}
          className="mt-2 flex w-full"
        />
      )}
      {recipe !== null && plan !== null && view === "reasons" ? (
        <ReasonsPanel corpus={corpus} document={document} recipe={recipe} plan={plan} />
      ) : (
        <ScoreBars
          families={prepareScores({ document, corpus, domainRanks: places?.ranks ?? null, plan })}
          domain={{ name: document.domain, documents: places?.documents ?? 0 }}
          scored={plan !== null}
        />
      )}
      {recipe !== null && (
        <RankNeighbours corpus={corpus} document={document} recipe={recipe} onOpen={onOpen} />
      )}
      <SeenBy corpus={corpus} ordinal={document.ordinal} />
    </>
  );
}
