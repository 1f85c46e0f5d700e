"use client";

import { DocumentTable } from "@/components/corpus/browse/document-table";
import { NoDocuments } from "@/components/corpus/browse/no-documents";
import type { TableHeadProps } from "@/components/corpus/browse/table-head";
import type { Selected } from "@/components/corpus/browse/selected";
import { useArrivals } from "@/components/table/use-arrivals";
import type { useBrowse } from "@/components/corpus/browse/use-browse";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { errorText } from "@/components/ui/error-text";
import { ErrorState } from "@/components/ui/error-state";
import { SkeletonRows } from "@/components/ui/skeleton";
import type { CorpusDetail } from "@/server/services/corpus/get";

interface DocumentsPanelProps extends Pick<TableHeadProps, "brushOf" | "onRange" | "onSort" | "all"> {
  readonly corpus: CorpusDetail;
  readonly browse: ReturnType<typeof useBrowse>;
  readonly selected: Selected;
  readonly onToggle: (position: number, extend: boolean) => void;
  readonly onRead: () => void;
}

/** The documents that are listed, or why there are none. */
export function DocumentsPanel(props: DocumentsPanelProps) {
  const { corpus, browse, selected, onToggle, onRead, brushOf, onRange, onSort, all } = props;
  const { state, change, opened, rows, plan, cursor } = browse;
  const { shown, work, error } = opened;
  const arrivals = useArrivals(rows);
  const failure = error ?? rows.error;
  if (failure !== null) return <Failure {...props} failure={failure} />;
  if (shown === null) return <Waiting />;
  const nothing =
    corpus.documents === 0 ? (
      <EmptyState title="No document">The corpus has none that can be selected.</EmptyState>
    ) : (
      <NoDocuments corpus={corpus} state={state} change={change} />
    );
  const open = (position: number) => {
    if (position === cursor && state.document !== null) onRead();
    else browse.openAt(position);
  };
  return (
    <DocumentTable
      corpus={corpus}
      state={state}
      shown={shown}
      rows={rows}
      arrivals={arrivals}
      plan={plan}
      stale={work !== null}
      cursor={cursor}
      selected={selected}
      onCursor={browse.moveTo}
      onOpen={open}
      onToggle={onToggle}
      brushOf={brushOf}
      onRange={onRange}
      onSort={onSort}
      all={all}
    >
      {shown.total === 0 && work === null && nothing}
    </DocumentTable>
  );
}

/** A search the studio has forgotten is done again; what it refuses can be taken away. */
function Failure({ browse, failure }: DocumentsPanelProps & { readonly failure: unknown }) {
  const { state, change, undo, opened, rows } = browse;
  const retry = () => {
    rows.retry();
    opened.retry();
  };
  const back = () => (undo === null ? change({ filter: {}, search: null, recipe: null }) : undo());
  const hasChoices = undo !== null || state.recipe !== null || Object.keys(state.filter).length > 0;
  return (
    <div className="min-h-0 flex-1 bg-surface">
      <ErrorState
        error={{ message: errorText(failure).message, data: { studio: errorText(failure) } }}
        onRetry={retry}
        action={hasChoices ? <Button onClick={back}>Take back the last change</Button> : undefined}
        className="m-3"
      />
    </div>
  );
}

const Waiting = () => (
  <div className="min-h-0 flex-1 overflow-hidden bg-surface pt-15">
    <SkeletonRows rows={24} />
  </div>
);
