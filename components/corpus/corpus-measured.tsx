import type { ReactNode } from "react";
import type { ProfileState } from "@/components/corpus/use-corpus-profile";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatCount } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";
import type { CorpusProfile } from "@/server/services/corpus/corpus-profile";

interface CorpusMeasuredProps {
  readonly state: ProfileState;
  readonly children: (profile: CorpusProfile) => ReactNode;
}

/** What needs the profile, or how far its measuring is. */
export function CorpusMeasured({ state, children }: CorpusMeasuredProps) {
  const { profile, progress, error, stopped, start, stop } = state;
  if (profile !== null) return children(profile);
  if (error !== null && error !== undefined) return <ErrorState error={error} onRetry={start} />;
  if (stopped) {
    return (
      <div className="flex flex-wrap items-center gap-3 py-1 text-sm text-muted">
        Stopped before all was measured. <Button onClick={start}>Measure</Button>
      </div>
    );
  }
  const { done = 0, total = null } = progress ?? {};
  return (
    <div role="status" aria-label="Loading" className="flex items-center gap-3 py-1">
      <div className="min-w-0 flex-1">
        <Progress label="Measuring the corpus" share={total === null || total === 0 ? null : done / total} />
        <p className="pt-1.5 text-xs text-muted">
          {total === null
            ? "Reading …"
            : `Measured once, over all documents · ${formatCount(done)} of ${formatCount(total)} pairs of raters`}
        </p>
      </div>
      <Button variant="quiet" onClick={stop}>
        Stop
      </Button>
    </div>
  );
}
