import { flipsBasis, nearestText } from "@/components/reader/flips.prepare";
import type { FlipsSearch } from "@/components/reader/use-flips";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Progress } from "@/components/ui/progress";

/** Asks what would turn a document, tells how far the answer is, and says the nearest in words. */
export function FlipsLine({ search }: { readonly search: FlipsSearch }) {
  const { found, progress, error, ask, stop } = search;
  if (error !== null) return <ErrorState error={error} onRetry={ask} className="mt-2" />;
  if (found !== null) {
    return (
      <div role="status" aria-label="What would turn it" className="space-y-0.5 pt-2 text-xs">
        <p className="font-medium">{nearestText(found)}</p>
        <p className="text-2xs text-muted">{flipsBasis(found)}</p>
      </div>
    );
  }
  if (progress === null) {
    return (
      <Button onClick={ask} className="mt-2 w-full">
        What would turn it?
      </Button>
    );
  }
  const { done, of } = progress;
  return (
    <div className="flex items-center gap-3 pt-2 text-xs">
      <div className="min-w-0 flex-1 space-y-1.5">
        <p className="text-muted">
          {of === 0 ? "ranking the documents…" : `${done} of ${of} raters worked out`}
        </p>
        <Progress label="What would turn it" share={of === 0 ? null : done / of} />
      </div>
      <Button onClick={stop}>Cancel</Button>
    </div>
  );
}
