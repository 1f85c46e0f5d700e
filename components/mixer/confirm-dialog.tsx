"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { ComparisonTable } from "@/components/mixer/comparison-table";
import { useMixer, useMixerCorpus } from "@/components/mixer/mixer-context";
import { usePreview } from "@/components/mixer/preview-context";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount, formatDuration } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import { TextLink } from "@/components/ui/text-link";
import type { Recipe } from "@/core/recipe";
import type { ExactFigures } from "@/core/selection/exact-figures";

interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

/** Exact recount beside the preview, and the person's word on it. */
export const ConfirmDialog = ({ open, onOpenChange }: ConfirmDialogProps) =>
  open ? <OpenConfirmDialog onClose={() => onOpenChange(false)} /> : null;

function OpenConfirmDialog({ onClose }: { readonly onClose: () => void }) {
  const corpus = useMixerCorpus();
  const recipe = useMixer((state) => state.recipe);
  const trpc = useTRPC();
  const client = useQueryClient();
  const countOptions = trpc.selection.count.queryOptions(
    { versionId: corpus.versionId, recipe },
    { staleTime: Infinity, trpc: { abortOnUnmount: true } },
  );
  const count = useQuery(countOptions);
  const accept = useAccept();
  const cancel = () => {
    void client.cancelQueries({ queryKey: countOptions.queryKey });
    onClose();
  };
  const existing = count.data?.existing ?? null;
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && cancel()}
      title="Confirm the selection"
      description={`${recipe.name} on ${corpus.name}, version ${String(corpus.number)}`}
      footer={
        <>
          <Button onClick={cancel}>{count.isFetching ? "Cancel the count" : "Not yet"}</Button>
          <ActButton
            verb="confirm a selection"
            variant="primary"
            disabled={count.data === undefined}
            busy={accept.isPending || accept.isSuccess}
            onClick={() => count.data !== undefined && accept.mutate({ recipe, expected: count.data })}
          >
            Accept and write it
          </ActButton>
        </>
      }
    >
      {corpus.synthetic && (
        <p className="pb-3 text-xs text-muted">
          {corpus.name} is synthetic: the selection can be written and read, but not trained on.
        </p>
      )}
      {count.isPending && <Counting documents={corpus.statistics.documents} />}
      {count.isError && <ErrorState error={count.error} onRetry={() => void count.refetch()} />}
      {count.data !== undefined && (
        <>
          <p className="pb-3 text-sm text-muted">
            Counted exactly over all {formatCount(corpus.statistics.documents)} documents in{" "}
            {formatDuration(count.data.seconds)}.
            {existing !== null && (
              <>
                {" "}
                This selection is there already:{" "}
                <TextLink href={`/selections/${existing.selectionId}`}>open it</TextLink>.
              </>
            )}
          </p>
          <Comparison exact={count.data} />
        </>
      )}
      {accept.isError && <ErrorState error={accept.error} className="mt-3" />}
    </Dialog>
  );
}

function Counting({ documents }: { readonly documents: number }) {
  return (
    <div role="status" className="space-y-2 py-2">
      <p className="text-sm">Counting {formatCount(documents)} documents exactly…</p>
      <Progress label="Exact recount" share={null} />
    </div>
  );
}

function Comparison({ exact }: { readonly exact: ExactFigures }) {
  const preview = usePreview((state) => state.mixture);
  return <ComparisonTable preview={preview} exact={exact} />;
}

/** Confirms once: the id is made when the dialog opens, so that a second click is the same act. */
function useAccept() {
  const { versionId } = useMixerCorpus();
  const saved = useMixer((state) => state.saved);
  const trpc = useTRPC();
  const router = useRouter();
  const client = useQueryClient();
  const [id] = useState(() => crypto.randomUUID());
  const confirm = useMutation(trpc.selection.confirm.mutationOptions());
  return useMutation({
    mutationFn: ({ recipe, expected }: AcceptInput) =>
      confirm.mutateAsync({
        id,
        versionId,
        recipe,
        ...(saved !== null && saved.recipeHash === expected.recipeHash
          ? { recipeVersionId: saved.versionId }
          : {}),
        expected: { documents: expected.documents, tokens: expected.tokens },
      }),
    onSuccess: async (selection) => {
      await client.invalidateQueries({ queryKey: trpc.selection.pathKey() });
      router.push(`/selections/${selection.id}`);
    },
  });
}

interface AcceptInput {
  readonly recipe: Recipe;
  readonly expected: { readonly documents: number; readonly tokens: number; readonly recipeHash: string };
}
