"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { formatPlural } from "@/components/ui/format";
import { Segmented } from "@/components/ui/segmented";
import { toast } from "@/components/ui/toast";
import { EXPORT_FORMATS, type ExportFormat } from "@/core/export-request";
import type { Listing } from "@/core/listing";

const LABELS: Readonly<Record<ExportFormat, string>> = { csv: "CSV", jsonl: "JSONL", parquet: "Parquet" };
const FORMATS = EXPORT_FORMATS.map((value) => ({ value, label: LABELS[value] }));

/** What to write into a file. */
export interface ExportJob {
  readonly title: string;
  readonly listing: Listing;
  readonly documents: number;
}

interface ExportDialogProps {
  readonly versionId: string;
  /** Null while the dialog is closed. */
  readonly job: ExportJob | null;
  readonly onClose: () => void;
}

/** A failed export is answered with a page; it must not take the place of this one. */
const FRAME = "export";

/** Documents as a file: the browser downloads while the studio still reads them. */
export function ExportDialog({ versionId, job, onClose }: ExportDialogProps) {
  const [format, setFormat] = useState<ExportFormat>("csv");
  const [text, setText] = useState(false);
  if (job === null) return null;
  const request = JSON.stringify({ versionId, listing: job.listing, format, text });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={job.title}
      description={`${formatPlural(job.documents, "document")}: id, domain, tokens and every score`}
    >
      <form
        method="post"
        action="/api/export"
        target={FRAME}
        onSubmit={() => setTimeout(onClose)}
        className="flex flex-col gap-4"
      >
        <input type="hidden" name="request" value={request} />
        <Segmented label="Format" value={format} options={FORMATS} onValue={setFormat} />
        <label className="flex min-h-7 items-center gap-2 text-sm pointer-coarse:min-h-10">
          <input
            type="checkbox"
            checked={text}
            onChange={(event) => setText(event.target.checked)}
            className="size-4 accent-(--color-accent)"
          />
          With the text of each document
        </label>
        <div className="flex justify-end">
          <Button type="submit" variant="primary">
            <Download aria-hidden className="size-3.5" /> Download
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

const sayFailed = (): void =>
  toast({
    title: "The file could not be written",
    detail: "The studio has answered with an error. Reload the page and try again.",
    tone: "danger",
  });

/** Where the answer to an export goes: a download loads nothing, so what loads is a failure. Outside the dialog, which is gone by then. */
export const ExportFrame = () => (
  <iframe
    name={FRAME}
    title="Answers to exports"
    hidden
    onLoad={({ currentTarget }) => isBlank(currentTarget) || sayFailed()}
  />
);

/** The frame as it begins; a document of the studio refuses to be framed and has no address to be read. */
function isBlank(frame: HTMLIFrameElement): boolean {
  try {
    return frame.contentWindow?.location.href === "about:blank";
  } catch {
    return false;
  }
}
