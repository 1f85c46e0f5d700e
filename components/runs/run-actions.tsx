"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { ErrorState } from "@/components/ui/error-state";
import { isEnded } from "@/core/run-states";
import type { RunSummary } from "@/server/services/run/run-summary";

/** What can be done with a run: train with other settings, cancel an open one, train an ended one again. */
export const RunActions = ({ run }: { readonly run: RunSummary }) => (
  <>
    <Button asChild>
      <Link href={`/runs/${run.id}/rerun`}>Change and train…</Link>
    </Button>
    {isEnded(run.state) ? <RetryRun run={run} /> : <CancelRun run={run} />}
  </>
);

function CancelRun({ run }: { readonly run: RunSummary }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const cancel = useMutation(
    trpc.run.cancel.mutationOptions({
      onSuccess: (summary) => {
        client.setQueryData(trpc.run.get.queryKey({ id: run.id }), summary);
        setAsking(false);
        return client.invalidateQueries({ queryKey: trpc.run.list.queryKey() });
      },
    }),
  );
  return (
    <>
      <ActButton
        verb="train a model"
        variant="danger"
        disabled={run.state === "cancelling"}
        onClick={() => setAsking(true)}
      >
        Cancel the run
      </ActButton>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Cancel ${run.name}?`}
        confirm="Cancel the run"
        keep="Keep it running"
        busy={cancel.isPending}
        onConfirm={() => cancel.mutate({ id: run.id })}
      >
        <p>
          The training stops and cannot be taken up again. Its curves, samples and log stay on this page; the
          selection is not touched.
        </p>
        {cancel.isError && <ErrorState error={cancel.error} className="mt-3" />}
      </ConfirmDialog>
    </>
  );
}

/** The new run's id belongs to this button, so that a second click is the same act. */
function RetryRun({ run }: { readonly run: RunSummary }) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const router = useRouter();
  const [newId] = useState(() => crypto.randomUUID());
  const retry = useMutation(
    trpc.run.retry.mutationOptions({
      onSuccess: async (summary) => {
        router.push(`/runs/${summary.id}`);
        await client.invalidateQueries({ queryKey: trpc.run.list.queryKey() });
      },
    }),
  );
  return (
    <div className="flex flex-col items-end gap-2">
      <ActButton
        verb="train a model"
        busy={retry.isPending || retry.isSuccess}
        onClick={() => retry.mutate({ id: run.id, newId })}
      >
        Train again
      </ActButton>
      {retry.isError && <ErrorState error={retry.error} />}
    </div>
  );
}
