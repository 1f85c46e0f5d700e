"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useTRPC } from "@/components/api/trpc";
import { isJobOver, useJob } from "@/components/api/use-job";
import { ImportRejects } from "@/components/corpus/import-rejects";
import { readImportResult, type ImportResult } from "@/components/corpus/import-result";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatTokens } from "@/components/ui/format";
import { JobProgress } from "@/components/ui/job-progress";
import { jobTitle } from "@/components/ui/job-text";
import { Figure } from "@/components/ui/page";
import { Skeleton } from "@/components/ui/skeleton";

interface ImportProgressProps {
  readonly jobId: string;
  readonly onAgain: () => void;
  readonly onClose: () => void;
}

const Done = ({ result, onClose }: { readonly result: ImportResult; readonly onClose: () => void }) => (
  <div className="flex flex-col gap-4">
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-4">
      <Figure label="Documents" value={formatCount(result.documents)} />
      <Figure label="Tokens" value={formatTokens(result.tokens)} />
      <Figure label="Rejected rows" value={formatCount(result.rejected)} />
      <Figure label="Missing scores" value={formatCount(result.missing)} />
    </dl>
    <div className="flex flex-wrap justify-end gap-2">
      <Button asChild>
        <Link href={`/mixer/${result.corpusId}`}>Open in the mixer</Link>
      </Button>
      <Button asChild variant="primary">
        <Link href={`/corpora/${result.corpusId}`} onClick={onClose}>
          See the corpus
        </Link>
      </Button>
    </div>
  </div>
);

/** An import at work, and what came of it. */
export function ImportProgress({ jobId, onAgain, onClose }: ImportProgressProps) {
  const job = useJob(jobId);
  const cancel = useMutation(useTRPC().job.cancel.mutationOptions());
  if (job.isPending) return <Skeleton className="h-10 w-full" />;
  if (job.isError) return <ErrorState error={job.error} onRetry={() => void job.refetch()} />;
  const { kind, state, progress, result, error } = job.data;
  const again = <Button onClick={onAgain}>Change the form</Button>;
  const done = state === "succeeded" ? readImportResult(result) : null;
  if (done !== null) return <Done result={done} onClose={onClose} />;
  if (state === "failed")
    return (
      <div className="flex flex-col gap-2">
        <ErrorState error={{ data: { studio: error } }} action={again} />
        <ImportRejects id={jobId} />
      </div>
    );
  if (isJobOver(state))
    return (
      <ErrorState error={new Error(`${jobTitle(kind)} was cancelled; nothing was kept.`)} action={again} />
    );
  return (
    <div className="flex flex-col gap-4">
      <JobProgress kind={kind} state={state} progress={progress} />
      <div className="flex justify-end gap-2">
        <Button busy={cancel.isPending} onClick={() => cancel.mutate({ id: jobId })}>
          Cancel the import
        </Button>
        <Button variant="primary" onClick={onClose}>
          Go on in the background
        </Button>
      </div>
    </div>
  );
}
