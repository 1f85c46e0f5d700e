"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { DataCardFacts } from "@/components/corpus/data-card-facts";
import { DataCardForm } from "@/components/corpus/data-card-form";
import { DataCardDownloads } from "@/components/corpus/data-card-panel";
import { versionToShow } from "@/components/corpus/version-to-show";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";

/** The data card of a corpus: what people write, beside what the studio knows. */
export function DataCardView({ corpusId }: { readonly corpusId: string }) {
  const trpc = useTRPC();
  const history = useQuery(trpc.corpus.versions.queryOptions({ corpusId }));
  // What is edited must be what is written now, not what some page read a while ago.
  const card = useQuery(trpc.corpus.card.queryOptions({ corpusId }, { staleTime: 0 }));
  const error = history.error ?? card.error;
  if (error !== null) {
    const retry = () => void Promise.all([history.refetch(), card.refetch()]);
    return (
      <Page>
        <PageHeader title="Data card" />
        <ErrorState error={error} onRetry={retry} action={<TextLink href="/corpora">All corpora</TextLink>} />
      </Page>
    );
  }
  const version = history.data === undefined ? undefined : versionToShow(history.data.versions, null);
  const isThere = version !== undefined && version.deletedAt === null;
  return (
    <Page>
      <PageHeader
        title="Data card"
        detail={
          <TextLink href={`/corpora/${corpusId}`}>
            <bdi>{history.data?.name ?? "The corpus"}</bdi>
          </TextLink>
        }
      />
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
        <Panel title="What you write">
          {card.data === undefined || !card.isFetchedAfterMount ? (
            <SkeletonRows rows={8} />
          ) : (
            <DataCardForm corpusId={corpusId} initial={card.data} />
          )}
        </Panel>
        <Panel title="What the studio adds" flush>
          {isThere && <DataCardFacts corpusId={corpusId} number={version.number} />}
          {isThere && <DataCardDownloads corpusId={corpusId} number={version.number} />}
        </Panel>
      </div>
    </Page>
  );
}
