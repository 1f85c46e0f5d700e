"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { ImportForm } from "@/components/corpus/import-form";
import { ImportProgress } from "@/components/corpus/import-progress";
import { importInput, type ImportRequest } from "@/components/corpus/import-request";
import { useUpload } from "@/components/corpus/use-upload";
import { Dialog } from "@/components/ui/dialog";

interface ImportDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Form, then live progress, then what came of it. Closing it leaves the job at work; the tray shows it. */
export function ImportDialog({ open, onOpenChange }: ImportDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const upload = useUpload();
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
    start.mutate({ id: actId, ...importInput(request) });
  };
  const jobId = start.data?.jobId ?? null;
  const setOpen = (isOpen: boolean) => {
    if (!isOpen) {
      upload.giveUp();
      start.reset();
    }
    onOpenChange(isOpen);
  };
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      wide
      title="Import a corpus"
      description="JSONL or Parquet with a text and scores: from a folder on the server, or sent from here."
    >
      {jobId === null ? (
        <ImportForm
          initial={asked}
          upload={upload}
          busy={start.isPending}
          error={start.error}
          onSubmit={submit}
        />
      ) : (
        <ImportProgress jobId={jobId} onAgain={() => start.reset()} onClose={() => setOpen(false)} />
      )}
    </Dialog>
  );
}
