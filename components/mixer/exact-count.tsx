"use client";

import { useMixerCorpus } from "@/components/mixer/mixer-context";
import { usePreview, usePreviewCount } from "@/components/mixer/preview-context";
import { Button } from "@/components/ui/button";
import { formatBytes, formatCount } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";

/**
 * How estimates become exact, in the line that says what figures rest on: all documents come into the browser, or the
 * server is asked. Nothing once they are exact.
 */
export function ExactCount() {
  const whole = usePreview((preview) => preview.whole);
  const canCount = usePreview((preview) => preview.canCount);
  if (whole.status === "loading") return <Loading />;
  return canCount ? <OnDemand /> : null;
}

function Loading() {
  const progress = usePreview((preview) => preview.whole.progress);
  return (
    <span role="status" className="flex shrink-0 items-center gap-2 whitespace-nowrap text-faint">
      {progress === null
        ? "loading all"
        : `loading all, ${formatBytes(progress.loaded)} of ${formatBytes(progress.total)}`}
      <Progress
        label="Loading all documents for exact figures"
        share={progress === null ? null : progress.loaded / Math.max(1, progress.total)}
        className="w-12"
      />
    </span>
  );
}

function OnDemand() {
  const { status } = usePreview((preview) => preview.serverCount);
  const { documents } = useMixerCorpus().statistics;
  const { count, cancelCount } = usePreviewCount();
  if (status === "idle") {
    return (
      <Button className="h-6 text-xs" title="By the server, over all documents" onClick={count}>
        Count exactly
      </Button>
    );
  }
  return (
    <span role="status" className="flex shrink-0 items-center gap-2 whitespace-nowrap">
      <Progress label={`Counting ${formatCount(documents)} documents`} share={null} className="w-12" />
      <Button variant="quiet" className="h-6 text-xs" onClick={cancelCount}>
        Cancel the count
      </Button>
    </span>
  );
}
