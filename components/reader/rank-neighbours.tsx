"use client";

import { useQuery } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { DomainMark } from "@/components/charts/domain-mark";
import type { ReaderCorpus } from "@/components/reader/reader-corpus";
import { Badge } from "@/components/ui/badge";
import { cx } from "@/components/ui/class-names";
import { Kbd } from "@/components/ui/kbd";
import { useKeys } from "@/components/ui/keys";
import { marginText } from "@/components/ui/margin-text";
import { MiddleCut } from "@/components/ui/middle-cut";
import type { Recipe } from "@/core/recipe";
import type { DocumentDetail } from "@/server/services/document/document-row";
import type { RankNeighbour } from "@/server/services/document/neighbours";

interface RankNeighboursProps {
  readonly corpus: ReaderCorpus;
  readonly document: DocumentDetail;
  readonly recipe: Recipe;
  readonly onOpen: (ordinal: number) => void;
}

/** The documents just above and below by score, to be opened by click or by [ and ]. */
export function RankNeighbours({ corpus, document, recipe, onOpen }: RankNeighboursProps) {
  const { data } = useQuery(
    useTRPC().document.neighbours.queryOptions(
      { versionId: corpus.versionId, ordinal: document.ordinal, recipe },
      { staleTime: Infinity, trpc: { abortOnUnmount: true } },
    ),
  );
  const open = (neighbour: RankNeighbour | undefined) => neighbour !== undefined && onOpen(neighbour.ordinal);
  useKeys("Reader", [
    { keys: "[", label: "The document ranked just above", run: () => open(data?.above.at(-1)) },
    { keys: "]", label: "The document ranked just below", run: () => open(data?.below[0]) },
  ]);
  if (data === undefined || data.above.length + data.below.length === 0) return null;
  const line = (neighbour: RankNeighbour) => (
    <NeighbourLine key={neighbour.ordinal} neighbour={neighbour} corpus={corpus} onOpen={onOpen} />
  );
  return (
    <section aria-label="Neighbours in rank" className="pt-3">
      <h3 className="flex items-center gap-1 pb-1">
        <span className="eyebrow flex-1">Neighbours in rank</span>
        <Kbd keys="[" />
        <Kbd keys="]" />
      </h3>
      <ol className="divide-y border-y text-xs">
        {data.above.map(line)}
        <li aria-current className="flex h-6.5 items-center gap-2 bg-accent-soft px-1">
          <MiddleCut text={document.id} className="min-w-0 flex-1" />
          <span className="text-2xs text-muted">this document</span>
        </li>
        {data.below.map(line)}
      </ol>
    </section>
  );
}

interface NeighbourLineProps {
  readonly neighbour: RankNeighbour;
  readonly corpus: ReaderCorpus;
  readonly onOpen: (ordinal: number) => void;
}

function NeighbourLine({ neighbour, corpus, onOpen }: NeighbourLineProps) {
  const { id, domain, margin } = neighbour;
  const index = corpus.statistics.domains.findIndex((other) => other.domain === domain);
  return (
    <li>
      <button
        type="button"
        onClick={() => onOpen(neighbour.ordinal)}
        className="flex min-h-6.5 w-full items-center gap-2 px-1 text-left hover:bg-hover pointer-coarse:min-h-10"
      >
        <MiddleCut text={id} className="min-w-0 flex-1" />
        <span className="w-24 truncate text-2xs text-muted">
          <DomainMark domain={domain} index={Math.max(0, index)} />
        </span>
        <Badge tone={neighbour.in ? "good" : "warning"}>{neighbour.in ? "in" : "out"}</Badge>
        <span className={cx("w-16 text-right", neighbour.in ? "text-gained" : "text-lost")}>
          {margin === null ? "" : marginText(margin)}
        </span>
      </button>
    </li>
  );
}
