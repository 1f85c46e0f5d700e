"use client";

import { ImportDropZone } from "@/components/corpus/import-drop-zone";
import type { UploadControl } from "@/components/corpus/use-upload";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes, formatPercent, formatPlural } from "@/components/ui/format";
import { Progress } from "@/components/ui/progress";

const namesOf = (names: readonly string[]): string =>
  names.length === 1 ? (names[0] ?? "") : formatPlural(names.length, "file");

/** Files on their way to the studio, or there. */
export function ImportUpload({ upload }: { readonly upload: UploadControl }) {
  const { state } = upload;
  if (state.phase === "none") return <ImportDropZone error={state.error} onFiles={upload.send} />;
  const { names, leftOut, storedBytes, totalBytes } = state;
  const share = totalBytes === 0 ? 1 : storedBytes / totalBytes;
  const how = `${formatBytes(storedBytes)} of ${formatBytes(totalBytes)}`;
  return (
    <div className="flex flex-col gap-2 rounded-md border bg-sunken p-3">
      <div className="flex flex-wrap items-center gap-2">
        <p className="min-w-0 flex-1 truncate text-sm" title={names.slice(0, 20).join("\n")}>
          <bdi>{namesOf(names)}</bdi>
        </p>
        <span role="status" className="text-xs text-muted">
          {state.phase === "done" ? `${formatBytes(totalBytes)} sent` : `${how}, ${formatPercent(share, 0)}`}
        </span>
        <Button variant="quiet" onClick={upload.giveUp}>
          {state.phase === "done" ? "Remove" : "Cancel"}
        </Button>
      </div>
      {leftOut > 0 && (
        <p className="text-xs text-muted">{formatPlural(leftOut, "other file")} cannot be imported.</p>
      )}
      {state.phase !== "done" && <Progress label="Upload" share={share} />}
      {state.phase === "broken" && (
        <ErrorState
          error={state.error}
          action={<Button onClick={upload.goOn}>Go on from {formatPercent(share, 0)}</Button>}
        />
      )}
    </div>
  );
}
