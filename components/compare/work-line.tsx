import type { Work } from "@/components/compare/use-work";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";

interface WorkLineProps {
  readonly work: Pick<
    Work<unknown, { readonly done: number; readonly total: number }>,
    "working" | "current" | "progress" | "error" | "retry" | "cancel"
  >;
  /** The work as a thing: "Counting the sets". */
  readonly title: string;
  /** What the server counts: "sets". */
  readonly unit: string;
}

/** How far work is and how to end it, or how to go on where it has ended without a result; nothing once it is done. */
export function WorkLine({ work, title, unit }: WorkLineProps) {
  const { working, current, progress, error, retry, cancel } = work;
  if (error !== null) return <ErrorState error={error} onRetry={retry} className="m-3" />;
  if (current) return null;
  return working ? (
    <div role="status" aria-label={title} className="flex items-center gap-3 px-3 py-2">
      <div className="min-w-0 flex-1">
        <Progress
          label={title}
          share={progress === null ? null : progress.done / Math.max(1, progress.total)}
        />
        <p className="pt-1 text-xs text-muted">
          {title}
          {progress !== null && `: ${formatCount(progress.done)} of ${formatCount(progress.total)} ${unit}`}
        </p>
      </div>
      <Button variant="quiet" aria-label={`Cancel: ${title}`} onClick={cancel}>
        Cancel
      </Button>
    </div>
  ) : (
    <div className="flex items-center gap-3 px-3 py-2">
      <p className="text-sm text-muted">Cancelled before it was done.</p>
      <Button onClick={retry}>{title}</Button>
    </div>
  );
}
