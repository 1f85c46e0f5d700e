"use client";

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import type { ReaderCorpus } from "@/components/reader/reader-corpus";
import { Badge } from "@/components/ui/badge";
import { ErrorState } from "@/components/ui/error-state";
import { formatPlural } from "@/components/ui/format";
import { Skeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { timesRead } from "@/core/times-read";
import type { SeenBy as Found } from "@/server/services/document/seen-by";

interface SeenByProps {
  readonly corpus: ReaderCorpus;
  readonly ordinal: number;
}

/** Which models saw the document: asked for when the section is opened, and then for every document while it is open. */
export function SeenBy({ corpus, ordinal }: SeenByProps) {
  const [open, setOpen] = useState(false);
  return (
    <details className="pt-3" open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary className="eyebrow w-fit rounded-sm hover:text-ink">Which models saw this document?</summary>
      {open && <Answer corpus={corpus} ordinal={ordinal} />}
    </details>
  );
}

function Answer({ corpus, ordinal }: SeenByProps) {
  const found = useQuery(
    useTRPC().document.seenBy.queryOptions(
      { versionId: corpus.versionId, ordinal },
      { trpc: { abortOnUnmount: true } },
    ),
  );
  if (found.isError)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} className="mt-2" />;
  return found.data === undefined ? (
    <Skeleton className="mt-2 h-8 w-full" />
  ) : (
    <section aria-label="Models that saw this document" className="pt-2 text-xs">
      <SeeingRuns found={found.data} />
    </section>
  );
}

const SeeingRuns = ({ found: { runs, examined, unknown } }: { readonly found: Found }) => (
  <>
    {runs.length === 0 ? (
      <p className="text-muted">
        {examined === 0
          ? "No model saw it: nothing was trained on this corpus yet."
          : `No model saw it: it is in the selection of none of ${formatPlural(examined, "run")}.`}
      </p>
    ) : (
      <ul className="divide-y border-y">
        {runs.map(({ id, name, model, state, selectionId, number, passes, isOpen }) => (
          <li key={id} className="space-y-0.5 py-1.5">
            <p className="flex items-center gap-2">
              <TextLink href={`/runs/${id}`} className="min-w-0 flex-1 truncate">
                <bdi>{name}</bdi>
              </TextLink>
              <Badge>{state}</Badge>
            </p>
            <p className="text-muted">
              {model} · {timesRead(passes)} in {passes.toFixed(2)} passes{isOpen && " so far"} ·{" "}
              <TextLink href={`/selections/${selectionId}`}>selection</TextLink> of version {number}
            </p>
          </li>
        ))}
      </ul>
    )}
    {unknown.length > 0 && (
      <p className="pt-1 text-muted">
        Nobody can say any more of {unknown.join(", ")}: what was selected for it is not on the disk.
      </p>
    )}
  </>
);
