"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ActButton } from "@/components/api/act-button";
import { useJob, isJobOver } from "@/components/api/use-job";
import { useTRPC } from "@/components/api/trpc";
import { VerdictText } from "@/components/runs/verdict-text";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, shortHash } from "@/components/ui/format";
import { JobProgress } from "@/components/ui/job-progress";
import { Panel } from "@/components/ui/page";
import { SkeletonRows } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { lineageCheckSchema, type ChainLink, type LineageCheck } from "@/core/lineage-check";
import { recipeQuery } from "@/core/recipe-url";
import type { Lineage } from "@/server/services/run/lineage";
import type { RunSummary } from "@/server/services/run/run-summary";

interface LineagePanelProps {
  readonly run: Pick<RunSummary, "id" | "state" | "selection">;
}

/** From the documents to what was measured of the model, each link with the hash that pins it; the hashes are checked on demand. */
export function LineagePanel({ run }: LineagePanelProps) {
  const lineage = useQuery(useTRPC().run.lineage.queryOptions({ id: run.id }));
  const { data } = lineage;
  if (lineage.isError)
    return (
      <Panel title="Where it comes from">
        <ErrorState error={lineage.error} onRetry={() => void lineage.refetch()} />
      </Panel>
    );
  if (data === undefined)
    return (
      <Panel title="Where it comes from" flush>
        <SkeletonRows rows={5} />
      </Panel>
    );
  return data.checkJobId === null ? (
    <Chain run={run} lineage={data} check={null} below={null} aside={<CheckButton id={run.id} />} />
  ) : (
    <CheckedChain run={run} lineage={data} jobId={data.checkJobId} />
  );
}

/** With what the last check has found, or how far it is. */
function CheckedChain({ run, lineage, jobId }: LineagePanelProps & { lineage: Lineage; jobId: string }) {
  const trpc = useTRPC();
  const job = useJob(jobId).data;
  const cancel = useMutation(trpc.job.cancel.mutationOptions());
  const isOver = job === undefined || isJobOver(job.state);
  const check = lineageCheckSchema.safeParse(job?.state === "succeeded" ? job.result : null).data ?? null;
  const checkedAt = check === null ? null : (job?.finishedAt ?? null);
  const below = isOver ? (
    (job?.error ?? null) !== null && <ErrorState error={{ data: { studio: job?.error } }} className="m-3" />
  ) : (
    <div className="flex items-center gap-3 px-3 py-2">
      <div className="min-w-0 flex-1">
        <JobProgress kind={job.kind} state={job.state} progress={job.progress} />
      </div>
      <Button busy={cancel.isPending} onClick={() => cancel.mutate({ id: jobId })}>
        Cancel
      </Button>
    </div>
  );
  const aside = isOver && (
    <>
      {job?.state === "cancelled" && <span className="text-xs text-muted">The check was cancelled.</span>}
      {checkedAt !== null && (
        <span className="text-xs text-muted">
          checked <TimeAgo date={checkedAt} />
        </span>
      )}
      <CheckButton id={run.id} />
    </>
  );
  return <Chain run={run} lineage={lineage} check={check} below={below} aside={aside} />;
}

function CheckButton({ id }: { readonly id: string }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const request = useMutation(
    trpc.run.check.mutationOptions({
      onSuccess: async ({ jobId }) => {
        await client.invalidateQueries({ queryKey: trpc.job.get.queryKey({ id: jobId }) });
        await client.invalidateQueries({ queryKey: trpc.run.lineage.queryKey({ id }) });
      },
    }),
  );
  return (
    <>
      {request.isError && <ErrorState error={request.error} />}
      <ActButton verb="check hashes" busy={request.isPending} onClick={() => request.mutate({ id })}>
        Check hashes
      </ActButton>
    </>
  );
}

interface ChainProps extends LineagePanelProps {
  readonly lineage: Lineage;
  readonly check: LineageCheck | null;
  readonly below: ReactNode;
  readonly aside: ReactNode;
}

function Chain({ run, lineage, check, below, aside }: ChainProps) {
  const verdicts = new Map(check?.links.map(({ link, verdict }) => [link, verdict]));
  return (
    <Panel title="Where it comes from" aside={aside} flush>
      <ol aria-label="From the documents to the model" className="divide-y text-sm">
        {linksOf(run, lineage).map(({ link, title, name, hash }) => (
          <li key={link} className="flex flex-wrap items-center gap-x-3 px-3 py-1.5">
            <span className="w-20 shrink-0 text-muted">{title}</span>
            <span className="min-w-0 flex-1 truncate">{name}</span>
            <span className="flex items-center gap-1">
              <code title={hash ?? ""} className="text-xs text-muted">
                {hash === null ? "none yet" : shortHash(hash)}
              </code>
              {hash !== null && <CopyButton text={hash} label={`Copy the hash: ${title}`} />}
            </span>
            <VerdictText verdict={verdicts.get(link) ?? null} />
          </li>
        ))}
      </ol>
      {below}
    </Panel>
  );
}

interface Link {
  readonly link: ChainLink;
  readonly title: string;
  readonly name: ReactNode;
  readonly hash: string | null;
}

function linksOf({ selection }: LineagePanelProps["run"], lineage: Lineage): Link[] {
  const { corpus, recipeNumber, checkpoint, evaluation } = lineage;
  const version = recipeNumber === null ? "" : `, version ${String(recipeNumber)}`;
  return [
    {
      ...{ link: "corpus", title: "Corpus", hash: corpus.fingerprint },
      name: (
        <TextLink href={`/corpora/${corpus.id}?version=${String(corpus.number)}`}>
          <bdi>{corpus.name}</bdi>, version {corpus.number}
        </TextLink>
      ),
    },
    {
      ...{ link: "recipe", title: "Recipe", hash: lineage.recipeHash },
      name: (
        <TextLink href={`/mixer/${selection.corpusId}${recipeQuery(selection.recipe)}`}>
          <bdi>{selection.recipe.name}</bdi>
          {version}
        </TextLink>
      ),
    },
    {
      ...{ link: "selection", title: "Selection", hash: lineage.contentHash },
      name: <TextLink href={`/selections/${selection.id}`}>{shortHash(selection.selectionKey)}</TextLink>,
    },
    { link: "bundle", title: "Run", hash: lineage.bundleSha256, name: "bundle" },
    {
      ...{ link: "model", title: "Checkpoint", hash: lineage.modelSha256 },
      name: checkpoint === null ? "none yet" : `step ${formatCount(checkpoint.step)}`,
    },
    {
      ...{ link: "evaluation", title: "Evaluation", hash: evaluation?.resultsSha256 ?? null },
      name: evaluation === null ? "none yet" : `the newest of ${formatCount(evaluation.count)}`,
    },
  ];
}
