"use client";

import { useRef, useState } from "react";
import { BrowseToolbar, type FilterPlace } from "@/components/corpus/browse/browse-toolbar";
import { withRange } from "@/core/document-filter-edit";
import { ExportDialog, ExportFrame, type ExportJob } from "@/components/corpus/browse/export-dialog";
import { FilterSheet } from "@/components/corpus/browse/filter-sheet";
import { ListArea } from "@/components/corpus/browse/list-area";
import { ListingCount } from "@/components/corpus/browse/listing-status";
import { ReaderPane } from "@/components/corpus/browse/reader-pane";
import { StatusLine } from "@/components/corpus/browse/status-line";
import { useBrowse } from "@/components/corpus/browse/use-browse";
import { useBrowseKeys } from "@/components/corpus/browse/use-browse-keys";
import { useProfile } from "@/components/corpus/browse/use-profile";
import { useSelected } from "@/components/corpus/browse/use-selected";
import { cx } from "@/components/ui/class-names";
import { formatCount } from "@/components/ui/format";
import { useNarrow } from "@/components/ui/use-narrow";
import type { FilterRange } from "@/core/document-filter";
import type { RaterId } from "@/core/raters";
import type { CorpusDetail } from "@/server/services/corpus/get";

const placeText = (cursor: number | null, total: number | null): string | null =>
  cursor === null || total === null ? null : `${formatCount(cursor + 1)} of ${formatCount(total)}`;

/** Toolbar, table and reader of a corpus, and what opens above them. */
export function BrowseScreen({ corpus }: { readonly corpus: CorpusDetail }) {
  const browse = useBrowse(corpus);
  const { state, change, undo, opened, rows, cursor, step, close, cancel } = browse;
  const { shown, work } = opened;
  const { statistics, documents, versionId } = corpus;
  const narrow = useNarrow();
  const [filtering, setFiltering] = useState<FilterPlace>(null);
  const [job, setJob] = useState<ExportJob | null>(null);
  const text = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const picked = useSelected(shown, rows);
  const columns = filtering === "sheet" ? "all" : state.columns;
  const of = `${corpus.name} v${String(corpus.number)}`;
  const { brushOf, facets } = useProfile({ of, statistics, shown, columns, sort: state.sort.by });
  const onRange = (column: "tokens" | RaterId, range: FilterRange | null) =>
    change({ filter: withRange(state.filter, column, range) });
  const read = () => text.current?.focus();
  useBrowseKeys({
    step,
    read: () => (state.document === null ? cursor !== null && browse.openAt(cursor) : read()),
    leave: cancel ?? (state.document === null ? picked.clear : close),
    filter: () => setFiltering(narrow ? "sheet" : "domains"),
    search: () => field.current?.focus(),
    undo: () => undo?.(),
  });

  const total = shown?.total ?? null;
  const count = <ListingCount total={total} documents={documents} stale={work !== null} />;
  const acts = { state, change, undo };
  const filters = { statistics, facets, brushOf, onRange, count };
  return (
    <div className="flex h-full flex-col">
      <h1 className="sr-only">Browse {corpus.name}</h1>
      <BrowseToolbar
        corpus={corpus}
        state={state}
        change={change}
        facets={facets}
        filtering={filtering}
        onFiltering={setFiltering}
        onExport={() =>
          shown !== null &&
          setJob({ title: "Export what is listed", listing: shown.listing, documents: shown.total })
        }
        onCancel={cancel}
        searchRef={field}
      />
      <StatusLine {...acts} count={count} work={work} onCancel={cancel} />
      <div className="flex min-h-0 flex-1">
        <div
          className={cx(
            "flex min-h-0 min-w-0 flex-1 flex-col",
            state.document !== null && "max-lg:hidden lg:border-r",
          )}
        >
          <ListArea
            corpus={corpus}
            browse={browse}
            picked={picked}
            onRead={read}
            onExport={setJob}
            brushOf={brushOf}
            onRange={onRange}
          />
        </div>
        {state.document !== null && (
          <div className="flex min-h-0 min-w-0 flex-1 lg:flex-none lg:basis-1/2 xl:basis-[58%]">
            <ReaderPane
              rows={rows}
              cursor={cursor}
              corpus={corpus}
              ordinal={state.document}
              place={placeText(cursor, total)}
              onStep={step}
              onClose={close}
              textRef={text}
            />
          </div>
        )}
      </div>
      {filtering === "sheet" && <FilterSheet {...acts} {...filters} onClose={() => setFiltering(null)} />}
      <ExportDialog versionId={versionId} job={job} onClose={() => setJob(null)} />
      <ExportFrame />
    </div>
  );
}
