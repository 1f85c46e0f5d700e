"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { CorpusFigures } from "@/components/corpus/corpus-figures";
import { CorpusGroups } from "@/components/corpus/corpus-groups";
import { CorpusIdentity } from "@/components/corpus/corpus-identity";
import { CorpusLengths } from "@/components/corpus/corpus-lengths";
import { CorpusSelections } from "@/components/corpus/corpus-selections";
import { CorrelationPanel } from "@/components/corpus/correlation-panel";
import { DataCardPanel } from "@/components/corpus/data-card-panel";
import { DomainTable } from "@/components/corpus/domain-table";
import { ImportReportPanel } from "@/components/corpus/import-report-panel";
import { RaterOverview } from "@/components/corpus/rater-overview";
import { useCorpusProfile } from "@/components/corpus/use-corpus-profile";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import type { CorpusOverview } from "@/server/services/corpus/overview";

interface CorpusBodyProps {
  readonly corpusId: string;
  readonly number: number;
}

/** What is in a version, what was measured of it, where it came from. */
export function CorpusBody({ corpusId, number }: CorpusBodyProps) {
  const corpus = useQuery(useTRPC().corpus.overview.queryOptions({ corpusId, number }));
  if (corpus.isPending) return <BodySkeleton />;
  if (corpus.isError) return <ErrorState error={corpus.error} onRetry={() => void corpus.refetch()} />;
  return <Body corpus={corpus.data} />;
}

export const BodySkeleton = () => (
  <div role="status" aria-label="Loading the corpus" className="flex flex-col gap-4">
    <Skeleton className="h-20 w-full rounded-lg" />
    <div className="grid gap-4 lg:grid-cols-2">
      <Skeleton className="h-64 w-full rounded-lg" />
      <Skeleton className="h-64 w-full rounded-lg" />
    </div>
    <Skeleton className="h-96 w-full rounded-lg" />
  </div>
);

function Body({ corpus }: { readonly corpus: CorpusOverview }) {
  const profile = useCorpusProfile(corpus.versionId);
  const { groups } = corpus.statistics;
  const of = `${corpus.name} v${corpus.number}`;
  return (
    <>
      <CorpusFigures corpus={corpus} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <DomainTable of={of} statistics={corpus.statistics} />
          {groups !== undefined && <CorpusGroups groups={groups} documents={corpus.documents} />}
        </div>
        <CorpusLengths of={of} state={profile} />
      </div>
      <RaterOverview of={of} statistics={corpus.statistics} note={corpus.info.provenanceNote} />
      <CorrelationPanel of={of} state={profile} />
      <div className="grid items-start gap-4 lg:grid-cols-2">
        <div className="flex min-w-0 flex-col gap-4">
          <ImportReportPanel versionId={corpus.versionId} />
          <CorpusSelections versionId={corpus.versionId} corpusId={corpus.id} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <CorpusIdentity corpus={corpus} />
          <DataCardPanel corpusId={corpus.id} number={corpus.number} />
        </div>
      </div>
    </>
  );
}
