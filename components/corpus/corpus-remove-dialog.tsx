"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { CorpusRemoval } from "@/components/corpus/corpus-removal";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes } from "@/components/ui/format";
import { SkeletonRows } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";

interface CorpusRemoveDialogProps {
  /** The corpus, or one version of it. */
  readonly part: { readonly corpusId: string; readonly number?: number };
  readonly onClose: () => void;
  readonly onRemoved: () => void;
}

/** Says what exactly would go and what stays, then deletes; what a selection pins can only be archived from here. */
export function CorpusRemoveDialog({ part, onClose, onRemoved }: CorpusRemoveDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const removal = useQuery(trpc.corpus.removal.queryOptions(part, { staleTime: 0, gcTime: 0 }));
  const refresh = () => client.invalidateQueries(trpc.corpus.pathFilter());
  const remove = useMutation(
    trpc.corpus.remove.mutationOptions({
      onSuccess: async () => {
        const freed = removal.data?.freedBytes ?? 0;
        onRemoved();
        toast({ title: "Deleted", detail: `${formatBytes(freed)} are free again.`, tone: "good" });
        await refresh();
      },
      onError: () => removal.refetch(),
    }),
  );
  const archive = useMutation(
    trpc.corpus.archive.mutationOptions({
      onSuccess: async () => {
        onClose();
        toast({ title: "Archived", tone: "good" });
        await refresh();
      },
    }),
  );
  const what = part.number === undefined ? "the corpus" : `version ${part.number}`;
  const isAllowed = removal.data?.allowed === true;
  const footer = (
    <>
      <Button onClick={onClose}>Keep it</Button>
      {removal.data !== undefined && !isAllowed && (
        <ActButton
          verb="archive a corpus"
          variant="primary"
          busy={archive.isPending}
          onClick={() => archive.mutate(part)}
        >
          Archive {what}
        </ActButton>
      )}
      {isAllowed && (
        <ActButton
          verb="delete a corpus"
          variant="danger"
          busy={remove.isPending}
          onClick={() => remove.mutate(part)}
        >
          Delete {what}
        </ActButton>
      )}
    </>
  );
  const error = remove.error ?? archive.error;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${what}${removal.data === undefined ? "" : ` of ${removal.data.name}`}?`}
      footer={footer}
    >
      {removal.isPending ? (
        <SkeletonRows rows={3} />
      ) : removal.isError ? (
        <ErrorState error={removal.error} onRetry={() => void removal.refetch()} />
      ) : (
        <CorpusRemoval removal={removal.data} />
      )}
      {error !== null && <ErrorState error={error} className="mt-3" />}
    </Dialog>
  );
}
