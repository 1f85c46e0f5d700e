"use client";

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useMemo, useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { BoundaryRow } from "@/components/mixer/boundary-row";
import { useMixer, useMixerCorpus } from "@/components/mixer/mixer-context";
import { usePreview } from "@/components/mixer/preview-context";
import { hasWeight } from "@/components/mixer/preview-source";
import { useReader } from "@/components/mixer/reader-context";
import { useRested } from "@/components/mixer/use-rested";
import { useScoringPlan } from "@/components/mixer/use-scoring-plan";
import { BoundaryWalk } from "@/components/mixer/walk/boundary-walk";
import { Button } from "@/components/ui/button";
import { Kbd } from "@/components/ui/kbd";
import { useKeys } from "@/components/ui/keys";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Boundary } from "@/core/preview/preview";

/** Documents are read only when the figures have stood still this long. */
const REST_MS = 250;
/** Rows shown of a side; the reader walks through all. */
const SHOWN = 5;

/** The documents closest to the threshold on both sides. */
export function BoundaryPanel() {
  const justIn = useDeferredValue(usePreview((preview) => preview.justIn));
  const justOut = useDeferredValue(usePreview((preview) => preview.justOut));
  const waiting = usePreview((preview) => preview.mixture === null && !preview.uncounted);
  return (
    <div className="isolate space-y-4">
      <BoundaryList title="Just in" side="in" waiting={waiting} documents={justIn} />
      <ReadBothSides />
      <BoundaryList title="Just out" side="out" waiting={waiting} documents={justOut} />
    </div>
  );
}

/** Stands where the threshold is: between the two lists. */
function ReadBothSides() {
  const [isOpen, setOpen] = useState(false);
  const ready = useMixer((state) => hasWeight(state.recipe));
  useKeys("Mixer", [
    { keys: "b", label: "Read both sides of the threshold", run: () => ready && setOpen(true) },
  ]);
  return (
    <div className="flex items-center gap-3">
      <span aria-hidden className="h-px flex-1 bg-line-strong" />
      <Button onClick={() => setOpen(true)} disabled={!ready}>
        Read both sides <Kbd keys="b" />
      </Button>
      <span aria-hidden className="h-px flex-1 bg-line-strong" />
      {isOpen && <BoundaryWalk onClose={() => setOpen(false)} />}
    </div>
  );
}

interface BoundaryListProps {
  readonly title: string;
  readonly side: "in" | "out";
  readonly waiting: boolean;
  readonly documents: readonly Boundary[];
}

function BoundaryList({ title, side, waiting, documents }: BoundaryListProps) {
  const { versionId } = useMixerCorpus();
  const uncounted = usePreview((preview) => preview.uncounted);
  const plan = useScoringPlan();
  const { open, opened } = useReader();
  const key = useRested(
    documents
      .slice(0, SHOWN)
      .map(({ ordinal }) => ordinal)
      .join(","),
    REST_MS,
  );
  const ordinals = key === "" ? [] : key.split(",").map(Number);
  const { data } = useQuery(
    useTRPC().document.byOrdinals.queryOptions(
      { versionId, ordinals },
      { enabled: ordinals.length > 0, staleTime: Infinity, placeholderData: keepPreviousData },
    ),
  );
  const rows = useMemo(() => new Map(data?.map((row) => [row.ordinal, row])), [data]);
  return (
    <section aria-label={title}>
      <header className="flex items-baseline gap-3 pb-1">
        <h2 className="text-sm font-semibold">{title}</h2>
        <p className="min-w-0 flex-1 truncate text-xs text-muted">
          {side === "in" ? "lowest scores that are selected" : "highest scores that are not"}
        </p>
        <span className="eyebrow">margin</span>
      </header>
      {waiting && <SkeletonRows rows={4} className="h-11" />}
      {!waiting && documents.length === 0 && (
        <p className="text-xs text-muted">{uncounted ? "Not counted yet." : "None."}</p>
      )}
      <ol className="divide-y border-y empty:border-0">
        {documents.slice(0, SHOWN).map((document) => (
          <BoundaryRow
            key={document.ordinal}
            document={document}
            row={rows.get(document.ordinal) ?? null}
            plan={plan}
            side={side}
            isOpen={opened === document.ordinal}
            onOpen={() => open(document.ordinal)}
          />
        ))}
      </ol>
    </section>
  );
}
