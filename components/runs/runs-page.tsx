"use client";

import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/api/trpc";
import { RunsListing } from "@/components/runs/runs-listing";
import { OrphansNotice } from "@/components/runs/orphans-notice";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { isEnded } from "@/core/run-states";

/** How often the list is asked for again while a run is under way. */
const ASK_MS = 2000;

/** All runs: what needs somebody first, then the newest. */
export function RunsPage() {
  const runs = useQuery(
    useTRPC().run.list.queryOptions(undefined, {
      refetchInterval: ({ state }) =>
        state.data?.some((run) => !isEnded(run.state)) === true ? ASK_MS : false,
    }),
  );
  const title = "Runs";
  const detail = (
    <>
      Models trained on selections. Proxies stand on the pages of their{" "}
      <TextLink href="/campaigns">campaigns</TextLink>.
    </>
  );
  if (runs.data !== undefined && runs.data.length > 0)
    return (
      <RunsListing
        title={title}
        detail={detail}
        runs={runs.data}
        fault={runs.isError ? { error: runs.error, retry: () => void runs.refetch() } : null}
      />
    );
  return (
    <Page>
      <PageHeader title={title} detail={detail} />
      <OrphansNotice />
      <Panel flush>
        {runs.isPending ? (
          <SkeletonRows rows={4} className="h-9" />
        ) : runs.isError ? (
          <ErrorState error={runs.error} onRetry={() => void runs.refetch()} className="m-3" />
        ) : (
          <NoRuns />
        )}
      </Panel>
    </Page>
  );
}

const NoRuns = () => (
  <EmptyState
    title="No run yet"
    action={
      <>
        <Button asChild variant="primary">
          <Link href="/selections">Choose a selection</Link>
        </Button>
        <Button asChild>
          <Link href="/corpora">Choose a corpus</Link>
        </Button>
      </>
    }
  >
    A run trains a model on a selection. Confirm a mixture in the mixer of a corpus first, then start the
    training on the page of the selection.
  </EmptyState>
);
