"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { Mixer } from "@/components/mixer/mixer";
import { MixerSkeleton } from "@/components/mixer/mixer-skeleton";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { TextLink } from "@/components/ui/text-link";

/** The mixer of a corpus, from its latest version on. */
export function MixerPage({ corpusId }: { readonly corpusId: string }) {
  const corpus = useQuery(useTRPC().corpus.get.queryOptions({ corpusId }, { staleTime: Infinity }));
  if (corpus.isError) {
    return (
      <Page>
        <ErrorState
          error={corpus.error}
          onRetry={() => void corpus.refetch()}
          action={<TextLink href="/corpora">All corpora</TextLink>}
        />
      </Page>
    );
  }
  if (corpus.data === undefined) return <MixerSkeleton />;
  const { id, name, number, versionId, fingerprint, statistics, info } = corpus.data;
  return (
    <Mixer
      key={versionId}
      corpus={{ id, name, number, versionId, fingerprint, statistics }}
      previewBytes={info.previewBytes}
    />
  );
}
