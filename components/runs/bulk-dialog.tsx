"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Check, CircleAlert, Minus } from "lucide-react";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { bulkPlan, type BulkAct } from "@/components/runs/bulk.prepare";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { formatPlural } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import { inPortions } from "@/core/runs-at-once";
import type { BulkResult } from "@/server/services/run/bulk-result";
import type { RunSummary } from "@/server/services/run/run-summary";

interface BulkDialogProps {
  readonly act: BulkAct;
  /** As they stood when the dialog was opened. */
  readonly runs: readonly RunSummary[];
  /** `done`: whether anything was done. */
  readonly onClose: (done: boolean) => void;
}

const WORDS = {
  cancel: { title: "Cancel runs", button: "Cancel", none: "None of them can be cancelled." },
  retry: { title: "Train runs again", button: "Train again:", none: "None of them can be trained again." },
} as const;

/** Says exactly what will happen to the runs chosen, does it, and tells of each what came of it. */
export function BulkDialog({ act, runs, onClose }: BulkDialogProps) {
  const { on, sentences } = bulkPlan(act, runs);
  const bulk = useBulk(act, on);
  const words = WORDS[act];
  const footer = bulk.isSuccess ? (
    <Button variant="primary" onClick={() => onClose(true)}>
      Close
    </Button>
  ) : (
    <>
      <Button onClick={() => onClose(false)}>Leave them</Button>
      <ActButton
        verb="train a model"
        variant={act === "cancel" ? "danger" : "primary"}
        disabled={on.length === 0}
        busy={bulk.isPending}
        onClick={() => bulk.mutate()}
      >
        {words.button} {formatPlural(on.length, "run")}
      </ActButton>
    </>
  );
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose(bulk.isSuccess)}
      title={words.title}
      footer={footer}
    >
      {bulk.isSuccess ? (
        <BulkResults results={bulk.data} />
      ) : (
        <div className="space-y-3 text-sm">
          <ul className="space-y-1 text-muted">
            {sentences.map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
          {on.length === 0 ? (
            <p>{words.none}</p>
          ) : (
            <ul
              aria-label="Runs this is about"
              className="max-h-60 divide-y overflow-y-auto rounded-md border"
            >
              {on.map(({ id, name, state }) => (
                <li key={id} className="flex items-baseline gap-2 px-2 py-1">
                  <bdi className="min-w-0 flex-1 truncate">{name}</bdi>
                  <span className="text-xs text-muted">{state}</span>
                </li>
              ))}
            </ul>
          )}
          {bulk.isError && <ErrorState error={bulk.error} />}
        </div>
      )}
    </Dialog>
  );
}

/** The new ids belong to this dialog, so that a second click is the same act, also after a part of it. */
function useBulk(act: BulkAct, on: readonly RunSummary[]) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const [pairs] = useState(() => on.map(({ id }) => ({ id, newId: crypto.randomUUID() })));
  const cancel = useMutation(trpc.run.cancelMany.mutationOptions());
  const retry = useMutation(trpc.run.retryMany.mutationOptions());
  return useMutation({
    mutationFn: async () => {
      const results: BulkResult[] = [];
      for (const runs of inPortions(pairs)) {
        const portion =
          act === "cancel"
            ? await cancel.mutateAsync({ ids: runs.map(({ id }) => id) })
            : await retry.mutateAsync({ runs });
        results.push(...portion);
      }
      return results;
    },
    onSettled: () => client.invalidateQueries({ queryKey: trpc.run.pathKey() }),
  });
}

const SIGNS = {
  done: <Check aria-label="done" className="size-4 text-good" />,
  left: <Minus aria-label="left alone" className="size-4 text-muted" />,
  refused: <CircleAlert aria-label="failed" className="size-4 text-danger" />,
} as const;

const BulkResults = ({ results }: { readonly results: readonly BulkResult[] }) => (
  <ul aria-label="What came of it" className="divide-y text-sm">
    {results.map(({ id, name, outcome, why, newId }) => (
      <li key={id} className="flex items-start gap-2 py-1.5">
        <span className="pt-0.5">{SIGNS[outcome]}</span>
        <span className="min-w-0 flex-1 break-words">
          <bdi>{name}</bdi>
          {why !== null && <span className="text-muted"> {why}</span>}
          {newId !== null && (
            <>
              {" "}
              <TextLink href={`/runs/${newId}`}>Open the new run</TextLink>
            </>
          )}
        </span>
      </li>
    ))}
  </ul>
);
