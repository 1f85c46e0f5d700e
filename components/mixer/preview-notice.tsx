"use client";

import { usePreview } from "@/components/mixer/preview-context";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";

/** The start of the engine in this browser, or why there are no figures; nothing while it runs well. */
export function PreviewNotice() {
  const status = usePreview((preview) => preview.status);
  const error = usePreview((preview) => preview.error);
  if (error !== null) {
    return (
      <ErrorState
        error={error}
        {...(status === "failed" && error.code !== "not-ready"
          ? { onRetry: () => window.location.reload() }
          : {})}
        className="mx-3 mt-3 sm:mx-4"
      />
    );
  }
  return status === "ready" ? null : <Starting />;
}

/** Lies over the page: what it covers must not move when it goes. */
function Starting() {
  const loaded = usePreview((preview) => preview.progress?.loaded ?? 0);
  const total = usePreview((preview) => preview.progress?.total ?? 0);
  const isLoading = loaded < total;
  return (
    <div
      role="status"
      className="pointer-events-none fixed bottom-20 left-1/2 z-30 flex -translate-x-1/2 items-center gap-3 rounded-full border bg-raised px-4 py-1.5 text-xs whitespace-nowrap text-muted shadow-float sm:bottom-4"
    >
      <span>
        {isLoading
          ? `Loading scores, ${formatBytes(loaded)} of ${formatBytes(total)}`
          : "Starting the preview in this browser…"}
      </span>
      <Progress
        label="Starting the preview"
        share={isLoading ? loaded / Math.max(1, total) : null}
        className="w-24"
      />
    </div>
  );
}
