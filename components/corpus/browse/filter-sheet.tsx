"use client";

import { Undo2 } from "lucide-react";
import type { ReactNode } from "react";
import { conditionsOf, NO_CONDITION } from "@/components/corpus/browse/conditions.prepare";
import { withDomains } from "@/core/document-filter-edit";
import { DomainList } from "@/components/corpus/browse/domain-list";
import { RangeBrush } from "@/components/charts/range-brush";
import type { BrushData } from "@/components/charts/range-brush.prepare";
import { SortControl } from "@/components/corpus/browse/sort-control";
import type { BrowseActs } from "@/components/corpus/browse/use-browse-state";
import type { Facet } from "@/components/corpus/browse/use-profile";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { FAMILY_LABELS, ratersOf } from "@/components/ui/family-label";
import { Skeleton } from "@/components/ui/skeleton";
import type { FilterRange } from "@/core/document-filter";
import { FAMILIES, type RaterId } from "@/core/raters";
import type { CorpusStatistics } from "@/core/statistics";

interface FilterSheetProps extends BrowseActs {
  readonly statistics: CorpusStatistics;
  readonly facets: readonly Facet[];
  readonly brushOf: (column: "tokens" | RaterId) => BrushData | "waiting" | null;
  readonly onRange: (column: "tokens" | RaterId, range: FilterRange | null) => void;
  readonly onClose: () => void;
  /** How many documents are listed. */
  readonly count: ReactNode;
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="flex flex-col gap-1.5">
    <h3 className="eyebrow">{title}</h3>
    {children}
  </section>
);

/** Order and every filter, for a screen without room for headers. */
export function FilterSheet(props: FilterSheetProps) {
  const { state, change, undo, statistics, facets, brushOf, onRange, onClose, count } = props;
  const range = (column: "tokens" | RaterId) => {
    const data = brushOf(column);
    if (data === null) return null;
    const own = column === "tokens" ? state.filter.tokens : state.filter.raters?.[column];
    return (
      <li key={column} className="flex flex-col gap-0.5">
        {data === "waiting" ? (
          <Skeleton className="h-10" />
        ) : (
          <>
            <span className="text-sm">{data.name}</span>
            <RangeBrush
              data={data}
              range={own ?? null}
              onRange={(next) => onRange(column, next)}
              className="h-10 w-full"
            />
          </>
        )}
      </li>
    );
  };
  const footer = (
    <>
      <Button variant="quiet" disabled={undo === null} onClick={() => undo?.()}>
        <Undo2 aria-hidden className="size-3.5" /> Undo
      </Button>
      <Button disabled={conditionsOf(state).length === 0} onClick={() => change(NO_CONDITION)}>
        Clear all
      </Button>
      <Button variant="primary" onClick={onClose}>
        Show
      </Button>
    </>
  );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Filters" footer={footer}>
      <div className="flex flex-col gap-4">
        {count}
        <Part title="Sort by">
          <SortControl statistics={statistics} state={state} change={change} />
        </Part>
        <Part title="Domains">
          <DomainList
            facets={facets}
            chosen={state.filter.domains ?? null}
            onChoose={(domains) => change({ filter: withDomains(state.filter, domains) })}
          />
        </Part>
        <Part title="Length">
          <ul>{range("tokens")}</ul>
        </Part>
        {FAMILIES.map((family) => (
          <Part key={family} title={FAMILY_LABELS[family]}>
            <ul className="flex flex-col gap-3">{ratersOf(family).map(({ id }) => range(id))}</ul>
          </Part>
        ))}
      </div>
    </Dialog>
  );
}
