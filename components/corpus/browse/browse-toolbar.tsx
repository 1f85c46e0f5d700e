"use client";

import { Download, ListFilter, SlidersVertical } from "lucide-react";
import type { RefObject } from "react";
import type { BrowseState, ColumnSet } from "@/components/corpus/browse/browse-url";
import { conditionsOf } from "@/components/corpus/browse/conditions.prepare";
import { withDomains } from "@/core/document-filter-edit";
import { DomainList } from "@/components/corpus/browse/domain-list";
import { RecipeName } from "@/components/corpus/browse/recipe-name";
import { SearchField } from "@/components/corpus/browse/search-field";
import { SortControl } from "@/components/corpus/browse/sort-control";
import { VersionNote } from "@/components/corpus/browse/version-note";
import { ViewsMenu } from "@/components/corpus/browse/views-menu";
import type { Facet } from "@/components/corpus/browse/use-profile";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { FAMILY_LABELS } from "@/components/ui/family-label";
import { Popover } from "@/components/ui/popover";
import { Segmented } from "@/components/ui/segmented";
import type { Option } from "@/components/ui/select";
import { FAMILIES } from "@/core/raters";
import type { CorpusDetail } from "@/server/services/corpus/get";

export type FilterPlace = "domains" | "sheet" | null;

interface BrowseToolbarProps {
  readonly corpus: CorpusDetail;
  readonly state: BrowseState;
  readonly change: (part: Partial<BrowseState>) => void;
  readonly facets: readonly Facet[];
  /** Which list of filters is open. */
  readonly filtering: FilterPlace;
  readonly onFiltering: (place: FilterPlace) => void;
  readonly onExport: () => void;
  readonly onCancel: (() => void) | null;
  readonly searchRef: RefObject<HTMLInputElement | null>;
}

const SETS: Option<ColumnSet>[] = [
  { value: "text", label: "Text" },
  ...FAMILIES.map((family) => ({ value: family, label: FAMILY_LABELS[family] })),
  { value: "all", label: "All 25" },
];

function domainsLabel(chosen: readonly string[] | undefined): string {
  if (chosen === undefined) return "All domains";
  return chosen.length === 1 ? (chosen[0] ?? "") : `${chosen.length} domains`;
}

/** What is listed, in which order, with which columns. */
export function BrowseToolbar(props: BrowseToolbarProps) {
  const { corpus, state, change, facets, filtering, onFiltering, onExport, onCancel, searchRef } = props;
  const conditions = conditionsOf(state).length;
  const domains = state.filter.domains;
  return (
    <div
      className={cx(
        "flex shrink-0 flex-wrap items-center gap-x-2 gap-y-1.5 border-b bg-surface px-3 py-1.5",
        state.document !== null && "max-lg:hidden",
      )}
    >
      <SearchField
        search={state.search}
        onSearch={(search) => change({ search })}
        onCancel={onCancel}
        fieldRef={searchRef}
        className="max-sm:flex-1 sm:w-52"
      />
      <Popover
        trigger={
          <Button aria-label="Filter by domain" aria-keyshortcuts="f" className="max-sm:hidden">
            <ListFilter aria-hidden className="size-3.5" />
            <bdi className="max-w-32 truncate">{domainsLabel(domains)}</bdi>
          </Button>
        }
        label="Domains"
        flush
        className="w-[30rem] max-w-[94vw]"
        open={filtering === "domains"}
        onOpenChange={(open) => onFiltering(open ? "domains" : null)}
      >
        <DomainList
          facets={facets}
          chosen={domains ?? null}
          onChoose={(next) => change({ filter: withDomains(state.filter, next) })}
        />
      </Popover>
      <Button onClick={() => onFiltering("sheet")} className="sm:hidden">
        <SlidersVertical aria-hidden className="size-3.5" />
        {conditions === 0 ? "Filters" : `Filters · ${conditions}`}
      </Button>
      <span className="contents max-sm:hidden">
        <SortControl statistics={corpus.statistics} state={state} change={change} />
      </span>
      {(state.sort.by === "score" || state.recipe !== null) && <RecipeName corpus={corpus} state={state} />}
      <Segmented
        label="Columns"
        value={state.columns}
        options={SETS}
        onValue={(columns) => change({ columns })}
        className="max-sm:hidden"
      />
      <VersionNote corpus={corpus} change={change} />
      <span className="flex items-center gap-2 max-sm:w-full sm:ml-auto">
        <ViewsMenu corpusId={corpus.id} state={state} change={change} />
        <Button onClick={onExport} title="Export what is listed">
          <Download aria-hidden className="size-3.5" /> Export…
        </Button>
      </span>
    </div>
  );
}
