import { countText, workShare, workText } from "@/components/corpus/browse/listing-status.prepare";
import type { ListingWork } from "@/components/corpus/browse/use-listing";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { Progress } from "@/components/ui/progress";

interface ListingCountProps {
  /** Documents listed; null while unknown. */
  readonly total: number | null;
  readonly documents: number;
  /** Another listing is being made. */
  readonly stale: boolean;
}

/** How many documents are listed. */
export const ListingCount = ({ total, documents, stale }: ListingCountProps) => (
  <p role="status" className={cx("shrink-0 text-xs whitespace-nowrap", stale ? "text-faint" : "text-muted")}>
    {total === null ? "" : countText(total, documents)}
  </p>
);

interface ListingProgressProps {
  readonly progress: ListingWork | null;
  readonly onCancel: () => void;
}

/** How far a listing is that takes its time. */
export const ListingProgress = ({ progress, onCancel }: ListingProgressProps) => (
  <div className="flex shrink-0 animate-[fade_120ms_ease-out_250ms_both] items-center gap-2">
    <div className="flex w-56 flex-col gap-1">
      <p className="truncate text-right text-xs text-muted">{workText(progress) ?? "listing"}</p>
      <Progress label="Listing" share={workShare(progress)} />
    </div>
    <Button onClick={onCancel} title="Esc">
      Cancel
    </Button>
  </div>
);
