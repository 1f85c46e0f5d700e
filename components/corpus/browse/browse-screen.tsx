"use client";

import { useRef, useState } from "react";
import { BrowseToolbar } from "@/components/corpus/browse/browse-toolbar";
import { listingOf, sortedBy, type BrowseState } from "@/components/corpus/browse/browse-url";
import { DocumentTable } from "@/components/corpus/browse/document-table";
import { Reader } from "@/components/corpus/browse/reader";
import { useBrowseState } from "@/components/corpus/browse/use-browse-state";
import { useDocumentRows } from "@/components/corpus/browse/use-document-rows";
import { useNeighbours } from "@/components/corpus/browse/use-neighbours";
import { cx } from "@/components/ui/class-names";
import { formatCount } from "@/components/ui/format";
import { useKeys } from "@/components/ui/keys";
import type { CorpusDetail } from "@/server/services/corpus/get";
import type { DocumentRow } from "@/server/services/document/document-row";

interface Place {
  readonly listing: string;
  readonly position: number;
}

/** Where the document of the reader stands in this listing: as last opened, or its ordinal in the corpus' own order. */
function positionOf(state: BrowseState, place: Place | null): number | null {
  if (state.document === null) return null;
  if (place !== null && place.listing === listingOf(state)) return place.position;
  const plain = state.sort.by === "ordinal" && !state.sort.descending && state.domains === null;
  return plain ? state.document : null;
}

export function BrowseScreen({ corpus }: { readonly corpus: CorpusDetail }) {
  const { state, change } = useBrowseState();
  const [place, setPlace] = useState<Place | null>(null);
  const [filterOpen, setFilterOpen] = useState(false);
  const text = useRef<HTMLDivElement>(null);
  const position = positionOf(state, place);
  const near = position ?? 0;
  const { total, rowAt } = useDocumentRows({
    versionId: corpus.versionId,
    state,
    first: near - 1,
    last: near + 1,
  });

  const around = position === null ? [] : [rowAt(position + 1), rowAt(position - 1)];
  useNeighbours(
    corpus.versionId,
    around.flatMap((row) => row?.ordinal ?? []),
  );

  const open = (row: DocumentRow, at: number) => {
    setPlace({ listing: listingOf(state), position: at });
    change({ document: row.ordinal });
  };
  const step = (by: 1 | -1) => {
    const target = position === null ? 0 : position + by;
    const row = rowAt(target);
    if (row !== undefined) open(row, target);
  };
  const read = () => text.current?.focus();
  const close = () => change({ document: null });
  useKeys("Browse", [
    { keys: "j", label: "Next document", run: () => step(1) },
    { keys: "k", label: "Previous document", run: () => step(-1) },
    { keys: "Enter", label: "Into the reader", run: read },
    { keys: "Escape", label: "Close the reader", run: close },
    { keys: "f", label: "Filter by domain", run: () => setFilterOpen(true) },
  ]);
  const reading = state.document !== null;
  const where =
    position === null || total === null || position >= total
      ? null
      : `${formatCount(position + 1)} of ${formatCount(total)}`;
  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">Browse {corpus.name}</h1>
      <BrowseToolbar
        corpus={corpus}
        state={state}
        total={total}
        change={change}
        filterOpen={filterOpen}
        onFilterOpen={setFilterOpen}
      />
      <div className="flex min-h-0 flex-1">
        <div className={cx("flex min-h-0 min-w-0 flex-1 flex-col", reading && "max-lg:hidden lg:border-r")}>
          <DocumentTable
            corpus={corpus}
            state={state}
            total={total}
            position={position}
            onSort={(by) => change({ sort: sortedBy(state, by), part: 0 })}
            onOpen={open}
            onRead={read}
            key={`${listingOf(state)} ${String(state.part)}`}
          />
        </div>
        {state.document !== null && (
          <div className="flex min-h-0 min-w-0 flex-1 lg:flex-none lg:basis-1/2 xl:basis-[58%]">
            <Reader
              corpus={corpus}
              ordinal={state.document}
              place={where}
              onStep={step}
              onClose={close}
              textRef={text}
            />
          </div>
        )}
      </div>
    </div>
  );
}
