"use client";

import { FileText } from "lucide-react";
import { useState } from "react";
import type { Face } from "@/components/compare/compared-face";
import { reportBodyOf } from "@/components/compare/report-body-of";
import { ReportDialog } from "@/components/compare/report-dialog";
import { useShownFigures } from "@/components/compare/report-figures";
import { Button } from "@/components/ui/button";
import { REPORT_TITLE_CHARACTERS, type ReportBody } from "@/core/report/report-body";

interface KeepReportProps {
  /** The baseline first. */
  readonly faces: readonly Face[];
  readonly corpus: ReportBody["corpus"];
}

/** Keeps the comparison as it stands. */
export function KeepReport({ faces, corpus }: KeepReportProps) {
  const figures = useShownFigures();
  const [body, setBody] = useState<ReportBody | null>(null);
  const keep = () => {
    const query = window.location.search.slice(1);
    setBody(reportBodyOf({ query, corpus, faces, sections: figures() }));
  };
  const title = faces
    .map(({ name }) => name)
    .join(", ")
    .slice(0, REPORT_TITLE_CHARACTERS)
    .toWellFormed();
  return (
    <>
      <Button onClick={keep}>
        <FileText aria-hidden className="size-3.5" />
        Report…
      </Button>
      {body !== null && <ReportDialog title={title} body={body} onClose={() => setBody(null)} />}
    </>
  );
}
