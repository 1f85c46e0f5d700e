"use client";

import { useQuery } from "@tanstack/react-query";
import { useSearchParams } from "next/navigation";
import { useTRPC } from "@/components/api/trpc";
import { BrowseScreen } from "@/components/corpus/browse/browse-screen";
import { readBrowseUrl } from "@/components/corpus/browse/browse-url";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader } from "@/components/ui/page";
import { SkeletonRows, Skeleton } from "@/components/ui/skeleton";

export const BrowseSkeleton = () => (
  <div className="flex h-full flex-col bg-surface">
    <div className="flex h-10 items-center gap-3 border-b px-3">
      <Skeleton className="h-6 w-28" />
      <Skeleton className="h-6 w-40" />
    </div>
    <SkeletonRows rows={18} className="h-8" />
  </div>
);

/** All documents of a corpus's latest version, or of the one the address names, and a reader beside them. */
export function BrowseView({ corpusId }: { readonly corpusId: string }) {
  const { version } = readBrowseUrl(useSearchParams());
  const corpus = useQuery(
    useTRPC().corpus.get.queryOptions({ corpusId, ...(version === null ? {} : { number: version }) }),
  );
  if (corpus.isPending) return <BrowseSkeleton />;
  if (corpus.isError) {
    return (
      <Page>
        <PageHeader title="Browse" />
        <ErrorState error={corpus.error} onRetry={() => void corpus.refetch()} />
      </Page>
    );
  }
  return <BrowseScreen corpus={corpus.data} />;
}
