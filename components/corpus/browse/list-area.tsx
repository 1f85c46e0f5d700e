"use client";

import { useRouter } from "next/navigation";
import { sortedBy } from "@/components/corpus/browse/browse-url";
import { DocumentsPanel } from "@/components/corpus/browse/documents-panel";
import { keepRowsToReview } from "@/components/ui/rows-to-review";
import type { ExportJob } from "@/components/corpus/browse/export-dialog";
import { inOrder, MOST_SELECTED } from "@/components/corpus/browse/selected";
import { SelectionBar } from "@/components/corpus/browse/selection-bar";
import type { TableHeadProps } from "@/components/corpus/browse/table-head";
import type { useBrowse } from "@/components/corpus/browse/use-browse";
import type { useSelected } from "@/components/corpus/browse/use-selected";
import { formatCount, formatPlural } from "@/components/ui/format";
import { WHOLE_CORPUS } from "@/core/listing";
import type { CorpusDetail } from "@/server/services/corpus/get";

type Picked = ReturnType<typeof useSelected>;

interface ListAreaProps extends Pick<TableHeadProps, "brushOf" | "onRange"> {
  readonly corpus: CorpusDetail;
  readonly browse: ReturnType<typeof useBrowse>;
  readonly picked: Picked;
  readonly onRead: () => void;
  readonly onExport: (job: ExportJob) => void;
}

/** What the box in the table's head does next. */
function headBox({ selected, selectAll, clear }: Picked, total: number): TableHeadProps["all"] {
  if (selected.size > 0) {
    const checked = selected.size >= total ? true : "mixed";
    return { checked, label: "Clear the selection", toggle: clear };
  }
  const label =
    total <= MOST_SELECTED
      ? `Select all ${formatPlural(total, "document")}`
      : `Select the first ${formatCount(MOST_SELECTED)} of ${formatCount(total)}`;
  return { checked: false, label, toggle: selectAll };
}

/** The table, and what can be done with the documents that are selected in it. */
export function ListArea({ corpus, browse, picked, onRead, onExport, brushOf, onRange }: ListAreaProps) {
  const { state, change, opened } = browse;
  const { selected } = picked;
  const only = inOrder(selected);
  const router = useRouter();
  return (
    <>
      <DocumentsPanel
        corpus={corpus}
        browse={browse}
        selected={selected}
        onToggle={picked.toggle}
        onRead={onRead}
        brushOf={brushOf}
        onRange={onRange}
        onSort={(by) => change({ sort: sortedBy(state, by) })}
        all={headBox(picked, opened.shown?.total ?? 0)}
      />
      {selected.size > 0 && (
        <SelectionBar
          count={selected.size}
          onShowOnly={() => change({ filter: {}, search: null, only })}
          onExport={() =>
            onExport({
              title: "Export the selected documents",
              listing: { ...WHOLE_CORPUS, only },
              documents: selected.size,
            })
          }
          onCopy={() => void picked.copyIds()}
          onReview={() => {
            keepRowsToReview({ corpusId: corpus.id, versionId: corpus.versionId, ordinals: only });
            router.push("/review/new?rows");
          }}
          onClear={picked.clear}
        />
      )}
    </>
  );
}
