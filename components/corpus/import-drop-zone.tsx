"use client";

import { FileUp } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { droppedFiles, importable, pickedFiles, type ChosenFiles } from "@/components/corpus/chosen-files";
import type { NamedFile } from "@/components/corpus/send-files";
import { Button } from "@/components/ui/button";
import { cx } from "@/components/ui/class-names";
import { ErrorState } from "@/components/ui/error-state";
import { formatBytes, formatPlural } from "@/components/ui/format";
import { SOURCE_ENDINGS } from "@/core/source-format";
import { UPLOAD_BYTES } from "@/core/upload-limits";

interface ImportDropZoneProps {
  readonly error: unknown;
  readonly onFiles: (chosen: ChosenFiles) => void;
}

/** Files are dropped here, or picked one by one or as a folder. */
export function ImportDropZone({ error, onFiles }: ImportDropZoneProps) {
  const [over, setOver] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const filePicker = useRef<HTMLInputElement>(null);
  const folderPicker = useRef<HTMLInputElement>(null);
  const take = (chosen: readonly NamedFile[]) => {
    const found = importable(chosen);
    const none = `None of the ${formatPlural(chosen.length, "file")} ends in ${SOURCE_ENDINGS}.`;
    setRefusal(found.files.length === 0 ? none : null);
    if (found.files.length > 0) onFiles(found);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void droppedFiles(event.dataTransfer.items).then(take, (fault: unknown) => setRefusal(String(fault)));
  };
  const picker = (label: string, isFolder: boolean) => (
    <input
      ref={isFolder ? folderPicker : filePicker}
      type="file"
      multiple
      {...(isFolder ? { webkitdirectory: "" } : {})}
      aria-label={label}
      tabIndex={-1}
      className="sr-only"
      onChange={(event) => {
        take(pickedFiles(event.target.files ?? []));
        event.target.value = "";
      }}
    />
  );
  return (
    <div className="flex flex-col gap-2">
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={cx(
          "flex flex-col items-center gap-2 rounded-md border border-dashed px-4 py-5 text-center",
          over ? "border-accent bg-accent-soft" : "border-line-strong bg-sunken",
        )}
      >
        <FileUp aria-hidden className="size-5 text-muted" />
        <p className="text-sm">Drop files or a folder here</p>
        <div className="flex flex-wrap justify-center gap-2">
          <Button onClick={() => filePicker.current?.click()}>Choose files…</Button>
          <Button onClick={() => folderPicker.current?.click()}>Choose a folder…</Button>
        </div>
        <p className="text-xs text-muted">
          {SOURCE_ENDINGS}, {formatBytes(UPLOAD_BYTES)} together. Folders become domains.
        </p>
        {picker("Files to import", false)}
        {picker("Folder to import", true)}
      </div>
      {refusal !== null && <ErrorState error={new Error(refusal)} />}
      {error !== null && <ErrorState error={error} />}
    </div>
  );
}
