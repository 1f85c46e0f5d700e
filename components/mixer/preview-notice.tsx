"use client";

import { useMixer } from "@/components/mixer/mixer-context";
import { usePreview } from "@/components/mixer/preview-context";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";

interface PreviewNoticeProps {
  /** Bytes of the two score tables, of which the browser loads what the normalisation needs. */
  readonly bytes: { readonly values: number; readonly ranks: number };
}

/** The start of the engine in this browser, or why there are no figures; nothing while it runs well. */
export function PreviewNotice({ bytes }: PreviewNoticeProps) {
  const status = usePreview((preview) => preview.status);
  const error = usePreview((preview) => preview.error);
  const loaded = usePreview((preview) => preview.progress?.loaded ?? 0);
  const total = useMixer(({ recipe }) => (recipe.normalisation === "rank" ? bytes.ranks : bytes.values));
  if (error !== null) {
    return (
      <ErrorState
        error={error}
        {...(status === "failed" ? { onRetry: () => window.location.reload() } : {})}
        className="mx-3 mt-3 sm:mx-4"
      />
    );
  }
  if (status === "ready") return null;
  return (
    <div
      role="status"
      className="flex items-center gap-3 border-b bg-surface px-3 py-1 text-xs text-muted sm:px-4"
    >
      <span>
        {loaded === 0
          ? "Starting the preview in this browser…"
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
