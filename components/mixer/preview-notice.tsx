"use client";

import { usePreview } from "@/components/mixer/preview-context";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";

/** The start of the engine in this browser, or why there is no preview; nothing once it runs. */
export function PreviewNotice() {
  const status = usePreview((preview) => preview.status);
  if (status.kind === "ready") return null;
  if (status.kind === "failed") return <ErrorState error={status.error} className="mx-4 mt-3" />;
  const { loaded, total } = status;
  return (
    <div role="status" className="flex items-center gap-3 border-b bg-surface px-4 py-1 text-xs text-muted">
      <span className="w-64 truncate">
        {loaded === 0
          ? "Starting the engine in this browser…"
          : `Loading scores, ${formatBytes(loaded)} of ${formatBytes(total)}`}
      </span>
      <Progress
        label="Starting the preview"
        share={loaded === 0 ? null : loaded / Math.max(1, total)}
        className="max-w-48"
      />
    </div>
  );
}
