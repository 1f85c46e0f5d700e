import type { ReactNode } from "react";
import { FilterChips } from "@/components/corpus/browse/filter-chips";
import { ListingProgress } from "@/components/corpus/browse/listing-status";
import type { BrowseActs } from "@/components/corpus/browse/use-browse-state";
import type { ListingWork } from "@/components/corpus/browse/use-listing";
import { cx } from "@/components/ui/class-names";

interface StatusLineProps extends BrowseActs {
  /** How many documents are listed. */
  readonly count: ReactNode;
  /** What is under way; null when nothing is. */
  readonly work: { readonly progress: ListingWork | null } | null;
  readonly onCancel: (() => void) | null;
}

/** How many documents are listed, by which conditions, and how far the next listing is. */
export const StatusLine = ({ count, work, onCancel, ...acts }: StatusLineProps) => (
  <div
    className={cx(
      "flex min-h-9 shrink-0 items-center gap-3 border-b bg-surface px-3 py-1",
      acts.state.document !== null && "max-lg:hidden",
    )}
  >
    {count}
    <FilterChips {...acts} />
    {work !== null && onCancel !== null && <ListingProgress progress={work.progress} onCancel={onCancel} />}
  </div>
);
