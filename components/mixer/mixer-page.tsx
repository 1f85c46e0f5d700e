"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { Mixer } from "@/components/mixer/mixer";
import { MixerSkeleton } from "@/components/mixer/mixer-skeleton";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { TextLink } from "@/components/ui/text-link";
import type { PreviewFigures } from "@/core/preview/preview";
import type { MixerOpening } from "@/server/services/preview/open-mixer";

interface MixerPageProps {
  readonly corpusId: string;
  /** Of the corpus version that the link names; null = the latest. */
  readonly number: number | null;
  /** What the server knew at once; null when it could not open the corpus. */
  readonly opening: MixerOpening | null;
  /** Exact figures of the opening's recipe while the server counts them; null where there is nothing to wait for. */
  readonly counting: Promise<PreviewFigures | null> | null;
}

/** The mixer of a corpus version: in outline first, with all statistics when they are here. */
export function MixerPage({ corpusId, number: asked, opening, counting }: MixerPageProps) {
  const version = opening?.number ?? asked;
  const options = useTRPC().corpus.get.queryOptions(
    { corpusId, ...(version === null ? {} : { number: version }) },
    { staleTime: Infinity },
  );
  const query = useQuery(options);
  if (query.isError) {
    return (
      <Page>
        <ErrorState
          error={query.error}
          onRetry={() => void query.refetch()}
          action={<TextLink href="/corpora">All corpora</TextLink>}
        />
      </Page>
    );
  }
  const head = query.data ?? opening;
  const statistics = query.data?.statistics ?? opening?.outline;
  const scoreParts = query.data?.info.scoreParts ?? opening?.scoreParts;
  if (head === null || statistics === undefined || scoreParts === undefined) return <MixerSkeleton />;
  const { id, name, number, versionId, fingerprint, synthetic } = head;
  return (
    <Mixer
      key={versionId}
      corpus={{ id, name, number, versionId, fingerprint, synthetic, statistics }}
      parts={scoreParts}
      figures={opening?.figures ?? null}
      counting={counting}
    />
  );
}
