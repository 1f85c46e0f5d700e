"use client";

import type { RefObject } from "react";
import { useMixerCorpus } from "@/components/mixer/mixer-context";
import { scoringPlanOf } from "@/components/mixer/use-scoring-plan";
import { prepareDifferences } from "@/components/mixer/walk/differences.prepare";
import { DifferencesTable } from "@/components/mixer/walk/differences-table";
import { useWalkedDocument, type WalkedDocument } from "@/components/mixer/walk/use-walked-document";
import { WalkSide } from "@/components/mixer/walk/walk-side";
import type { WalkView } from "@/components/mixer/walk/walk-view";
import { cx } from "@/components/ui/class-names";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { Recipe } from "@/core/recipe";
import type { DocumentBoundary } from "@/server/services/document/boundary";

interface WalkedPairProps {
  readonly boundary: DocumentBoundary;
  /** From 0, at the threshold. */
  readonly place: number;
  readonly recipe: Recipe;
  readonly view: WalkView;
  readonly texts: Readonly<Record<"in" | "out", RefObject<HTMLDivElement | null>>>;
  readonly onOpen: (ordinal: number) => void;
}

/** The document just in to the left, the one just out to the right, what tells them apart between them. */
export function WalkedPair({ boundary, place, recipe, view, texts, onOpen }: WalkedPairProps) {
  const { statistics } = useMixerCorpus();
  const found = {
    in: useWalkedDocument(boundary.justIn, place),
    out: useWalkedDocument(boundary.justOut, place),
  };
  const plan = scoringPlanOf(recipe, statistics);
  const [inside, outside] = [found.in.document, found.out.document];
  const side = (name: "in" | "out") => (
    <section
      aria-label={`Just ${name}`}
      className={cx("flex min-h-0 min-w-0 flex-1 flex-col", view !== name && "max-lg:hidden")}
    >
      <Side side={name} found={found[name]} textRef={texts[name]} onOpen={onOpen} />
    </section>
  );
  return (
    <div className="flex min-h-0 flex-1 divide-x">
      {side("in")}
      <section
        aria-label="Differences"
        tabIndex={0}
        className={cx(
          "overflow-y-auto px-3 pb-3 focus-visible:-outline-offset-2 lg:w-[360px] lg:shrink-0",
          view === "differences" ? "max-lg:flex-1" : "max-lg:hidden",
        )}
      >
        {plan !== null && inside !== undefined && outside !== undefined && (
          <DifferencesTable {...prepareDifferences(plan, statistics, inside, outside)} />
        )}
      </section>
      {side("out")}
    </div>
  );
}

interface SideProps {
  readonly side: "in" | "out";
  readonly found: WalkedDocument;
  readonly textRef: RefObject<HTMLDivElement | null>;
  readonly onOpen: (ordinal: number) => void;
}

function Side({ side, found, textRef, onOpen }: SideProps) {
  const { place, document, old, error, retry } = found;
  if (place === undefined) return <p className="p-4 text-sm text-muted">No further document is {side}.</p>;
  if (error !== null) return <ErrorState error={error} onRetry={retry} className="m-3" />;
  if (document === undefined) return <SkeletonRows rows={6} />;
  return (
    <WalkSide side={side} place={place} document={document} old={old} textRef={textRef} onOpen={onOpen} />
  );
}
