"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { AdjudicateDesk } from "@/components/review/adjudicate-desk";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import type { Queue } from "@/core/review/disputes";

/** Where disagreement is settled: the queue of a session, one document after the other. */
export function AdjudicatePage({ id }: { readonly id: string }) {
  const trpc = useTRPC();
  const [which, setWhich] = useState<Queue>("disputed");
  const session = useQuery(trpc.review.get.queryOptions({ id }));
  // The queue stands still while somebody works on it; what is settled here changes in place.
  const queue = useQuery(
    trpc.review.disputes.queryOptions({ id, which }, { staleTime: Infinity, refetchOnWindowFocus: false }),
  );
  const error = session.error ?? queue.error;
  if (session.data !== undefined && queue.data !== undefined && queue.data.length > 0)
    return <AdjudicateDesk session={session.data} queue={queue.data} which={which} onWhich={setWhich} />;
  return (
    <Page>
      {error !== null ? (
        <ErrorState
          error={error}
          onRetry={() => void Promise.all([session.refetch(), queue.refetch()])}
          action={<TextLink href="/review">All sessions</TextLink>}
        />
      ) : queue.data === undefined ? (
        <SkeletonRows rows={10} />
      ) : (
        <EmptyState
          title="Nothing to settle"
          level="h1"
          action={<TextLink href={`/review/${id}`}>See the session</TextLink>}
        >
          A document waits here when its reviewers answered a question differently, or one of them flagged it.
        </EmptyState>
      )}
    </Page>
  );
}
