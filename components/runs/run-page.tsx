"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { AttemptsPanel } from "@/components/runs/attempts-panel";
import { EvaluationsPanel } from "@/components/runs/evaluations-panel";
import { DomainLosses } from "@/components/runs/domain-losses";
import { FailureNotice } from "@/components/runs/failure-notice";
import { LineagePanel } from "@/components/runs/lineage-panel";
import { liveRun } from "@/components/runs/live-run";
import { LogPanel } from "@/components/runs/log-panel";
import { LossPanel } from "@/components/runs/loss-panel";
import { MirrorLine } from "@/components/runs/mirror-line";
import { ModelCardPanel } from "@/components/runs/model-card-panel";
import { RelativesPanel } from "@/components/runs/relatives-panel";
import { RunActions } from "@/components/runs/run-actions";
import { RunBadge } from "@/components/runs/run-badge";
import { RunChain } from "@/components/runs/run-chain";
import { RunNumbers } from "@/components/runs/run-numbers";
import { RunProgress } from "@/components/runs/run-progress";
import { SamplesPanel } from "@/components/runs/samples-panel";
import { useRunStream } from "@/components/runs/use-run-stream";
import { CompareButton } from "@/components/ui/compare-button";
import { ErrorState } from "@/components/ui/error-state";
import { Page, PageHeader, Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { isEnded } from "@/core/run-states";
import type { RunSummary } from "@/server/services/run/run-summary";

/** How often the state on record of an open run is asked for; its curves come by themselves. */
const ASK_MS = 2000;

/** Whether nothing more will happen to the run, nor to what MLflow knows of it. */
const isSettled = ({ state, mirror }: RunSummary): boolean =>
  isEnded(state) && (mirror === null || mirror.state === "up to date");

/** One run: how far it is, how well it learns, and what it came from. */
export function RunPage({ id }: { readonly id: string }) {
  const query = useQuery(
    useTRPC().run.get.queryOptions(
      { id },
      {
        refetchInterval: ({ state }) => (state.data === undefined || isSettled(state.data) ? false : ASK_MS),
      },
    ),
  );
  return (
    <Page>
      {query.data !== undefined ? (
        <Run key={id} recorded={query.data} />
      ) : query.isError ? (
        <ErrorState
          error={query.error}
          onRetry={() => void query.refetch()}
          action={
            <TextLink href="/runs" className="self-center">
              All runs
            </TextLink>
          }
        />
      ) : (
        <SkeletonRows rows={10} />
      )}
    </Page>
  );
}

function Run({ recorded }: { readonly recorded: RunSummary }) {
  const stream = useRunStream(recorded.id);
  const { curves } = stream;
  const run = liveRun(recorded, curves);
  const open = !isEnded(run.state);
  return (
    <>
      <PageHeader
        title={run.name}
        beside={<RunBadge run={run} />}
        detail={<RunChain selection={run.selection} campaignId={run.campaignId} />}
        actions={
          <>
            <CompareButton items={[{ kind: "run", id: run.id }]} />
            <RunActions run={run} />
          </>
        }
      />
      <div className="space-y-4">
        {run.state === "failed" && <FailureNotice run={run} />}
        <Panel>
          <div className="space-y-4">
            <RunProgress run={run} />
            <RunNumbers run={run} device={curves.device} />
            <MirrorLine mirror={run.mirror} />
          </div>
        </Panel>
        <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,400px)]">
          <div className="min-w-0 space-y-4">
            <LossPanel of={run.name} stream={stream} totalSteps={run.totalSteps} open={open} />
            <SamplesPanel samples={curves.samples} />
          </div>
          <div className="min-w-0 space-y-4">
            <DomainLosses of={run.name} validation={curves.validation} />
            <LineagePanel run={run} />
            <RelativesPanel id={run.id} />
            <AttemptsPanel attempts={run.attempts} />
          </div>
        </div>
        {run.state === "succeeded" && (
          <>
            <EvaluationsPanel run={run} />
            <ModelCardPanel id={run.id} />
          </>
        )}
        <LogPanel key={open ? "open" : "ended"} run={run} open={open} />
      </div>
    </>
  );
}
