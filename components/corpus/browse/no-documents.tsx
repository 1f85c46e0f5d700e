"use client";

import { useQueries } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { listingOf, unsorted } from "@/components/corpus/browse/browse-listing";
import type { BrowseState } from "@/components/corpus/browse/browse-url";
import { conditionsOf, NO_CONDITION } from "@/components/corpus/browse/conditions.prepare";
import { culpritOf } from "@/components/corpus/browse/no-documents.prepare";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { formatPlural } from "@/components/ui/format";
import type { CorpusDetail } from "@/server/services/corpus/get";

interface NoDocumentsProps {
  readonly corpus: CorpusDetail;
  readonly state: BrowseState;
  readonly change: (part: Partial<BrowseState>) => void;
}

/**
 * How many documents there would be without each condition. Counting with a search would read all texts again: while one is
 * in force, the others are counted without it.
 */
function useCountsWithout({ corpus, state }: Pick<NoDocumentsProps, "corpus" | "state">) {
  const trpc = useTRPC();
  const conditions = conditionsOf(state);
  const listings = conditions.map(({ without }) =>
    unsorted(listingOf({ ...state, search: null, ...without }, corpus.statistics)),
  );
  const counts = useQueries({
    queries: listings.map((listing) =>
      trpc.document.page.queryOptions({ versionId: corpus.versionId, listing, offset: 0, limit: 1 }),
    ),
  });
  return conditions.map((condition, index) => ({ condition, total: counts[index]?.data?.total ?? null }));
}

/** No document meets the conditions: which of them is to blame, and the way out. */
export function NoDocuments({ corpus, state, change }: NoDocumentsProps) {
  const counts = useCountsWithout({ corpus, state });
  const culprit = culpritOf(counts);
  const action = (
    <>
      {culprit !== null && (
        <Button variant="primary" onClick={() => change(culprit.condition.without)}>
          Remove that condition
        </Button>
      )}
      <Button onClick={() => change(NO_CONDITION)}>Clear all conditions</Button>
    </>
  );
  return (
    <div className="sticky left-0 w-fit max-w-[100vw]">
      <EmptyState title="No document meets all conditions" action={action}>
        {culprit === null ? (
          "Each document fails at least one of them."
        ) : (
          <>
            Most are kept out by <bdi className="text-ink">{culprit.condition.label}</bdi>: without it{" "}
            {culprit.condition.id === "search" ? "" : state.search === null ? "" : "and the search "}
            {formatPlural(culprit.total, "document")} would be listed.
          </>
        )}
      </EmptyState>
    </div>
  );
}
