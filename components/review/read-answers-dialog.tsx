"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { problemsCsv, sendAnswers } from "@/components/review/send-answers";
import { ProblemsTable } from "@/components/table/problems-table";
import { Button } from "@/components/ui/button";
import { formatBytes, formatCount, formatPlural } from "@/components/ui/format";
import { ReadFileDialog } from "@/components/ui/read-file-dialog";
import { saveAsFile } from "@/components/ui/save-as-file";
import { SENT_BYTES } from "@/core/review/answer-line";
import type { AnswersImported } from "@/server/services/review/import-answers";

interface ReadAnswersDialogProps {
  readonly sessionId: string;
  readonly onClose: () => void;
}

/** Problems shown at once; the report holds all. */
const SHOWN = 20;

/** Reads a file of answers into a session and says what became of each. */
export function ReadAnswersDialog({ sessionId, onClose }: ReadAnswersDialogProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  return (
    <ReadFileDialog
      title="Read answers in"
      description="From an export of the studio, or from Label Studio's JSON. What stands already is never overwritten."
      hint={`JSON lines, Parquet or Label Studio's JSON, up to ${formatBytes(SENT_BYTES)}. Larger ones go by terminal.`}
      accept=".jsonl,.parquet,.json"
      mostBytes={SENT_BYTES}
      read={(file) => sendAnswers(sessionId, file)}
      onRead={() => client.invalidateQueries(trpc.review.pathFilter())}
      outcome={(imported) => <Outcome imported={imported} />}
      onClose={onClose}
    />
  );
}

function Outcome({
  imported: { added, known, problems, problemCount },
}: {
  readonly imported: AnswersImported;
}) {
  const download = () => saveAsFile(new Blob([problemsCsv(problems)], { type: "text/csv" }), "not-read.csv");
  return (
    <section aria-label="What was read" className="flex flex-col gap-2">
      <p role="status" className="text-sm">
        {formatPlural(added, "answer")} added, {formatCount(known)} there already
        {problemCount === 0 ? "." : `, ${formatPlural(problemCount, "problem")}.`}
      </p>
      {problemCount > 0 && (
        <>
          <ProblemsTable problems={problems.slice(0, SHOWN)} />
          <Button onClick={download} className="self-start">
            Save the report
          </Button>
        </>
      )}
    </section>
  );
}
