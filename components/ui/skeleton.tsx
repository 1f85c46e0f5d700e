import { cx } from "@/components/ui/class-names";

/** A grey place in the shape of what comes; give it a size by class. */
export const Skeleton = ({ className }: { readonly className?: string }) => (
  <div aria-hidden className={cx("animate-pulse rounded-sm bg-line", className)} />
);

/** Rows of a table that is on its way. */
export const SkeletonRows = ({
  rows,
  className = "h-8",
}: {
  readonly rows: number;
  readonly className?: string;
}) => (
  <div role="status" aria-label="Loading" className="divide-y">
    {Array.from({ length: rows }, (_, row) => (
      <div key={row} className={cx("flex items-center gap-6 px-3", className)}>
        <Skeleton className="h-3 w-2/5" />
        <Skeleton className="h-3 flex-1" />
        <Skeleton className="h-3 w-16" />
      </div>
    ))}
  </div>
);
