"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { baseRecipes } from "@/components/campaigns/base-recipes";
import { NewCampaignForm } from "@/components/campaigns/new-campaign-form";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import type { CorpusSummary } from "@/server/services/corpus/corpus-summary";

/** Sets up a campaign. @param corpusId chosen on the page before; null where none was */
export function NewCampaignPage({ corpusId }: { readonly corpusId: string | null }) {
  const corpora = useQuery(useTRPC().corpus.list.queryOptions());
  // Made-up documents teach nothing.
  const real = corpora.data?.filter(({ synthetic }) => !synthetic);
  return (
    <Page>
      <PageHeader
        title="New campaign"
        detail="Draw weight vectors, select by each, train a small model on each selection, learn from the losses"
      />
      {corpora.isError ? (
        <ErrorState error={corpora.error} onRetry={() => void corpora.refetch()} />
      ) : real === undefined ? (
        <SkeletonRows rows={10} />
      ) : real.length === 0 ? (
        <EmptyState title="No corpus yet" action={<TextLink href="/corpora?import=1">Import one</TextLink>}>
          A campaign trains on a corpus of real documents.
        </EmptyState>
      ) : (
        <Chosen corpora={real} corpusId={corpusId} />
      )}
    </Page>
  );
}

interface ChosenProps {
  readonly corpora: readonly CorpusSummary[];
  readonly corpusId: string | null;
}

/** Waits for what the form offers: the corpus, its recipes, and where to train. */
function Chosen({ corpora, corpusId }: ChosenProps) {
  const trpc = useTRPC();
  const [chosen, setChosen] = useState(corpusId);
  const corpus = corpora.find(({ id }) => id === chosen) ?? corpora[0];
  const detail = useQuery(
    trpc.corpus.get.queryOptions({ corpusId: corpus?.id ?? "" }, { enabled: corpus !== undefined }),
  );
  const saved = useQuery(trpc.recipe.list.queryOptions());
  const backends = useQuery(trpc.system.backends.queryOptions());
  const failed = [detail, saved, backends].find(({ isError }) => isError);
  if (failed !== undefined) return <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />;
  if (corpus === undefined || detail.data === undefined) return <SkeletonRows rows={10} />;
  if (saved.data === undefined || backends.data === undefined) return <SkeletonRows rows={10} />;
  const bases = baseRecipes(detail.data.statistics, saved.data);
  const [base] = bases;
  const [place] = backends.data;
  if (base === undefined || place === undefined)
    return (
      <EmptyState title={`${corpus.name} has no ratings`}>
        A campaign weighs raters: import a corpus whose documents carry at least one.
      </EmptyState>
    );
  return (
    <NewCampaignForm
      key={corpus.id}
      corpora={corpora}
      corpus={corpus}
      onCorpus={setChosen}
      statistics={detail.data.statistics}
      bases={bases}
      base={base}
      backends={backends.data}
      backend={place}
    />
  );
}
