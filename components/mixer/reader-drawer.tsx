"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useTRPC } from "@/components/api/trpc";
import { ContributionTable } from "@/components/mixer/contribution-table";
import { prepareContributions } from "@/components/mixer/contributions.prepare";
import { useMixerCorpus } from "@/components/mixer/mixer-context";
import { usePreview } from "@/components/mixer/preview-context";
import { useReader } from "@/components/mixer/reader-context";
import { useScoringPlan } from "@/components/mixer/use-scoring-plan";
import { thresholdOf, verdictOf } from "@/components/mixer/verdict.prepare";
import { Badge } from "@/components/ui/badge";
import { IconButton } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatTokens } from "@/components/ui/format";
import { useKeys } from "@/components/ui/keys";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { DocumentDetail } from "@/server/services/document/document-row";

/** The document beside the mixer, which stays in use: text, and why it is in or out. */
export function ReaderDrawer() {
  const { opened } = useReader();
  return opened === null ? null : <OpenReader ordinal={opened} />;
}

function OpenReader({ ordinal }: { readonly ordinal: number }) {
  const { versionId } = useMixerCorpus();
  const { close } = useReader();
  const walk = useWalk(ordinal);
  useKeys("Document", [
    { keys: "j", label: "Next document", run: () => walk(1) },
    { keys: "k", label: "Previous document", run: () => walk(-1) },
    { keys: "Escape", label: "Close the document", run: close },
  ]);
  const query = useQuery(
    useTRPC().document.get.queryOptions({ versionId, ordinal }, { staleTime: Infinity }),
  );
  return (
    <aside
      aria-label="Document"
      className="fixed inset-0 z-30 flex animate-fade flex-col border-l bg-surface shadow-float sm:left-auto sm:w-[min(860px,62vw)]"
    >
      <header className="flex h-11 shrink-0 items-center gap-1 border-b pl-4 pr-2">
        <p className="min-w-0 flex-1 truncate font-mono text-xs">{query.data?.id ?? ""}</p>
        <IconButton label="Previous document" keys="K" onClick={() => walk(-1)}>
          <ChevronUp />
        </IconButton>
        <IconButton label="Next document" keys="J" onClick={() => walk(1)}>
          <ChevronDown />
        </IconButton>
        <IconButton label="Close" keys="Esc" onClick={close}>
          <X />
        </IconButton>
      </header>
      {query.isError ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} className="m-4" />
      ) : query.data === undefined ? (
        <SkeletonRows rows={12} />
      ) : (
        <ReadDocument document={query.data} />
      )}
    </aside>
  );
}

function ReadDocument({ document }: { readonly document: DocumentDetail }) {
  const { statistics } = useMixerCorpus();
  const plan = useScoringPlan();
  const mixture = usePreview((preview) => preview.mixture);
  const contributions = plan === null ? null : prepareContributions(plan, statistics, document);
  const threshold = mixture === null ? null : thresholdOf(mixture, document.domain);
  const verdict = verdictOf(contributions?.score ?? null, threshold);
  return (
    <div className="grid min-h-0 flex-1 grid-rows-[minmax(0,1fr)_minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_340px] lg:grid-rows-1">
      <div className="overflow-y-auto p-4" tabIndex={0} role="region" aria-label="Text">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 pb-3 text-xs text-muted">
          <Badge tone={verdict.tone}>{verdict.label}</Badge>
          <span className="flex-1 whitespace-nowrap">{verdict.detail}</span>
          {document.domain} · {formatTokens(document.tokens)} tokens
        </p>
        <p className="max-w-[68ch] whitespace-pre-wrap break-words text-sm leading-6">{document.text}</p>
      </div>
      <div
        className="overflow-y-auto border-t lg:border-l lg:border-t-0"
        tabIndex={0}
        role="region"
        aria-label="Contributions"
      >
        {contributions === null ? (
          <p className="p-4 text-xs text-muted">No rater has a weight.</p>
        ) : (
          <ContributionTable contributions={contributions} />
        )}
      </div>
    </div>
  );
}

/** Walks through the documents at the threshold, from the safest in to the furthest out. */
function useWalk(ordinal: number): (by: 1 | -1) => void {
  const justIn = usePreview((preview) => preview.justIn);
  const justOut = usePreview((preview) => preview.justOut);
  const { open } = useReader();
  return (by) => {
    const ordinals = [...justIn, ...justOut].map((document) => document.ordinal);
    const place = ordinals.indexOf(ordinal);
    const next = ordinals[place < 0 ? 0 : place + by];
    if (next !== undefined) open(next);
  };
}
