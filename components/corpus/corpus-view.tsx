"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useSearchParams } from "next/navigation";
import { useTRPC } from "@/components/api/trpc";
import { CorpusBody } from "@/components/corpus/corpus-body";
import { CorpusHeader } from "@/components/corpus/corpus-header";
import { CorpusSkeleton } from "@/components/corpus/corpus-skeleton";
import { CorpusTombstone } from "@/components/corpus/corpus-tombstone";
import { VersionPanel } from "@/components/corpus/version-panel";
import { versionToShow } from "@/components/corpus/version-to-show";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader } from "@/components/ui/page";

/** One corpus in one of its versions, tombstones included; `?version=N` names it. */
export function CorpusView({ corpusId }: { readonly corpusId: string }) {
  const asked = useSearchParams().get("version");
  const trpc = useTRPC();
  const history = useQuery(trpc.corpus.versions.queryOptions({ corpusId }));
  const version = history.data === undefined ? undefined : versionToShow(history.data.versions, asked);
  const overview = useQuery(
    trpc.corpus.overview.queryOptions(
      { corpusId, number: version?.number ?? 1 },
      { enabled: version !== undefined && version.deletedAt === null },
    ),
  );
  if (history.isPending) return <CorpusSkeleton />;
  if (history.isError || version === undefined) {
    const error = history.error ?? new Error(`"${history.data?.name ?? ""}" has no version ${asked ?? ""}.`);
    return <Unopened error={error} onRetry={() => void history.refetch()} />;
  }
  return (
    <Page>
      <CorpusHeader
        history={history.data}
        version={version}
        synthetic={overview.data?.synthetic === true && version.deletedAt === null}
      />
      <div className="flex flex-col gap-4">
        {version.deletedAt === null ? (
          <CorpusBody key={version.versionId} corpusId={corpusId} number={version.number} />
        ) : (
          <CorpusTombstone name={history.data.name} version={version} deletedAt={version.deletedAt} />
        )}
        {history.data.versions.length > 1 && <VersionPanel history={history.data} shown={version.number} />}
      </div>
    </Page>
  );
}

const Unopened = ({ error, onRetry }: { readonly error: unknown; readonly onRetry: () => void }) => (
  <Page>
    <PageHeader title="Corpus" />
    <ErrorState
      error={error}
      onRetry={onRetry}
      action={
        <Button asChild>
          <Link href="/corpora">To the corpora</Link>
        </Button>
      }
    />
  </Page>
);
