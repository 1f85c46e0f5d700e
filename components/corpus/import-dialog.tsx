"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { ImportForm, type ImportRequest } from "@/components/corpus/import-form";
import { ImportProgress } from "@/components/corpus/import-progress";
import { Dialog } from "@/components/ui/dialog";

interface ImportDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Form, then live progress, then what came of it. Closing it leaves the job at work; the tray shows it. */
export function ImportDialog({ open, onOpenChange }: ImportDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  // One id an act: pressing Import twice, or again after a lost answer, is one import.
  const [actId, setActId] = useState(() => crypto.randomUUID());
  const start = useMutation(
    trpc.corpus.import.mutationOptions({
      onSuccess: () => {
        setActId(crypto.randomUUID());
        return client.invalidateQueries(trpc.job.active.queryFilter());
      },
    }),
  );
  const [asked, setAsked] = useState<ImportRequest | null>(null);
  const submit = (request: ImportRequest) => {
    setAsked(request);
    start.mutate({ id: actId, ...request });
  };
  const jobId = start.data?.jobId ?? null;
  const setOpen = (isOpen: boolean) => {
    if (!isOpen) start.reset();
    onOpenChange(isOpen);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title="Import a corpus"
      description="JSONL in the layout of SlimPajama-Meta-rater, read from a folder on this machine."
    >
      {jobId === null ? (
        <ImportForm initial={asked} busy={start.isPending} error={start.error} onSubmit={submit} />
      ) : (
        <ImportProgress jobId={jobId} onAgain={() => start.reset()} onClose={() => setOpen(false)} />
      )}
    </Dialog>
  );
}
