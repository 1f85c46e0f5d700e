"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { EvaluateForm } from "@/components/evaluations/evaluate-form";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";

/** What to measure of the model of a run, and where. */
export function EvaluatePage({ id }: { readonly id: string }) {
  const trpc = useTRPC();
  const run = useQuery(trpc.run.get.queryOptions({ id }, { staleTime: Infinity }));
  const backends = useQuery(trpc.system.backends.queryOptions());
  const error = run.error ?? backends.error;
  const [first] = backends.data ?? [];
  return (
    <Page>
      <PageHeader
        title={run.data === undefined ? "Evaluate" : `Evaluate ${run.data.name}`}
        detail={
          <>
            The model of <TextLink href={`/runs/${id}`}>the run</TextLink>, measured by lm-evaluation-harness.
          </>
        }
      />
      {error !== null ? (
        <ErrorState error={error} onRetry={() => void (run.isError ? run.refetch() : backends.refetch())} />
      ) : run.data === undefined || backends.data === undefined || first === undefined ? (
        <SkeletonRows rows={6} />
      ) : (
        <div className="max-w-2xl">
          <Panel>
            <EvaluateForm id={id} backends={backends.data} first={first} />
          </Panel>
        </div>
      )}
    </Page>
  );
}
