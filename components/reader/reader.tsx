"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { OpenDocument } from "@/components/reader/open-document";
import { ReaderHeader } from "@/components/reader/reader-header";
import type { ReaderProps } from "@/components/reader/reader-props";
import { cx } from "@/components/ui/class-names";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";

const Waiting = () => (
  <div role="status" aria-label="Loading the document" className="flex flex-col gap-2.5 p-4">
    {["w-full", "w-11/12", "w-full", "w-10/12", "w-full", "w-8/12"].map((width, line) => (
      <Skeleton key={line} className={cx("h-3.5 max-w-[68ch]", width)} />
    ))}
  </div>
);

/** One document: its text, its 25 scores, and where it stands under the current recipe. */
export function Reader({ ordinal, ...props }: ReaderProps) {
  const { versionId } = props.corpus;
  const found = useQuery(
    useTRPC().document.get.queryOptions(
      { versionId, ordinal },
      { placeholderData: keepPreviousData, staleTime: Infinity },
    ),
  );
  const { data: document } = found;
  return (
    <section
      aria-label="Reader"
      data-reader
      className="@container flex min-h-0 min-w-0 flex-1 flex-col bg-surface"
    >
      {document !== undefined && !found.isError ? (
        <OpenDocument {...props} document={document} old={found.isPlaceholderData} />
      ) : (
        <>
          <ReaderHeader {...props} document={undefined} />
          {found.isError ? (
            <ErrorState error={found.error} onRetry={() => void found.refetch()} className="m-3" />
          ) : (
            <Waiting />
          )}
        </>
      )}
    </section>
  );
}
