"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { useMixer, useMixerCorpus } from "@/components/mixer/mixer-context";
import { useReader } from "@/components/mixer/reader-context";
import { WalkedPair } from "@/components/mixer/walk/walked-pair";
import { WalkTools } from "@/components/mixer/walk/walk-tools";
import type { WalkView } from "@/components/mixer/walk/walk-view";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount } from "@/components/ui/format";
import { FullDialog } from "@/components/ui/full-dialog";
import { useKeys } from "@/components/ui/keys";
import type { DocumentBoundary } from "@/server/services/document/boundary";

/** Pairs of a document just in and one just out, from the threshold outwards, side by side. */
export function BoundaryWalk({ onClose }: { readonly onClose: () => void }) {
  const { versionId, statistics } = useMixerCorpus();
  const { open } = useReader();
  const recipe = useMixer((state) => state.grabbed ?? state.recipe);
  const [domain, setDomain] = useState<string | null>(null);
  const [place, setPlace] = useState(0);
  const [view, setView] = useState<WalkView>("in");
  const area = useRef<HTMLDivElement>(null);
  const texts = { in: useRef<HTMLDivElement>(null), out: useRef<HTMLDivElement>(null) };
  const found = useQuery(
    useTRPC().document.boundary.queryOptions(
      { versionId, recipe, domain },
      { staleTime: Infinity, placeholderData: keepPreviousData, trpc: { abortOnUnmount: true } },
    ),
  );
  const pairs = found.data === undefined ? 0 : pairsOf(found.data);
  const walk = (by: 1 | -1) => setPlace((now) => Math.min(Math.max(0, pairs - 1), Math.max(0, now + by)));
  const choose = (side: "in" | "out") => {
    setView(side);
    // The text is there to be focused once the view is drawn.
    setTimeout(() => texts[side].current?.focus({ preventScroll: true }));
  };
  const inWalk = { whileTyping: true, first: true, within: "[data-walk]" };
  useKeys("Both sides of the threshold", [
    { ...inWalk, keys: "j", label: "The pair further from the threshold", run: () => walk(1) },
    { ...inWalk, keys: "k", label: "The pair nearer to it", run: () => walk(-1) },
    { ...inWalk, keys: "ArrowLeft", label: "Into the text just in", run: () => choose("in") },
    { ...inWalk, keys: "ArrowRight", label: "Into the text just out", run: () => choose("out") },
  ]);
  return (
    <FullDialog
      title="Both sides of the threshold"
      description={found.data === undefined ? "…" : thresholdText(found.data)}
      focusRef={area}
      onClose={onClose}
      tools={
        found.data !== undefined && (
          <WalkTools
            boundary={found.data}
            place={place}
            pairs={pairs}
            onWalk={walk}
            view={view}
            onView={setView}
            onDomain={(next) => {
              setDomain(next);
              setPlace(0);
              area.current?.focus();
            }}
          />
        )
      }
    >
      <div ref={area} data-walk tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {found.isError ? (
          <ErrorState error={found.error} onRetry={() => void found.refetch()} className="m-4" />
        ) : found.data === undefined ? (
          <p role="status" aria-label="Loading" className="p-4 text-sm text-muted">
            ranking {formatCount(statistics.documents)} documents by this recipe…
          </p>
        ) : pairs === 0 ? (
          <EmptyState title="No document has a score">Give a rater of this corpus some weight.</EmptyState>
        ) : (
          <WalkedPair
            boundary={found.data}
            place={place}
            recipe={recipe}
            view={view}
            texts={texts}
            onOpen={(ordinal) => {
              onClose();
              open(ordinal);
            }}
          />
        )}
      </div>
    </FullDialog>
  );
}

const pairsOf = ({ justIn, justOut }: DocumentBoundary): number => Math.max(justIn.length, justOut.length);

const thresholdText = ({ threshold, domain }: DocumentBoundary): string =>
  `${threshold === null ? "nothing is in" : `threshold ${threshold.toFixed(4)}`}${domain === null ? "" : ` of ${domain}`}, exact over all documents`;
