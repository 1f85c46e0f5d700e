"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { problemsCsv, sendAnswers } from "@/components/review/send-answers";
import { DataTable, type Column } from "@/components/table/data-table";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { formatBytes, formatCount, formatPlural } from "@/components/ui/format";
import { FIELD_CLASSES } from "@/components/ui/input";
import { saveAsFile } from "@/components/ui/save-as-file";
import { SENT_BYTES } from "@/core/review/answer-line";
import type { AnswerProblem } from "@/core/review/read-answer";
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
  const [file, setFile] = useState<File | null>(null);
  const read = useMutation({
    mutationFn: (chosen: File) => sendAnswers(sessionId, chosen),
    onSuccess: () => client.invalidateQueries(trpc.review.pathFilter()),
  });
  const isLarge = file !== null && file.size > SENT_BYTES;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Read answers in"
      description="From an export of the studio, or from Label Studio's JSON. What stands already is never overwritten."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          <Button
            variant="primary"
            busy={read.isPending}
            disabled={file === null || isLarge}
            onClick={() => file !== null && read.mutate(file)}
          >
            Read it
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        <Field
          label="File"
          hint={`JSON lines, Parquet or Label Studio's JSON, up to ${formatBytes(SENT_BYTES)}. Larger ones go by terminal.`}
          fault={isLarge ? `The file has ${formatBytes(file.size)}.` : null}
        >
          {(control) => (
            <input
              {...control}
              type="file"
              accept=".jsonl,.parquet,.json"
              className={`${FIELD_CLASSES} h-auto py-1`}
              onChange={({ target }) => {
                setFile(target.files?.[0] ?? null);
                read.reset();
              }}
            />
          )}
        </Field>
        {read.error !== null && <ErrorState error={read.error} />}
        {read.data !== undefined && <Outcome imported={read.data} />}
      </div>
    </Dialog>
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
          <div
            role="group"
            tabIndex={0}
            aria-label="Not read"
            className="max-h-64 overflow-auto rounded-md border"
          >
            <DataTable
              caption="What was not read, and why"
              columns={PROBLEMS}
              rows={problems.slice(0, SHOWN)}
              rowKey={(_, at) => String(at)}
            />
          </div>
          <Button onClick={download} className="self-start">
            Save the report
          </Button>
        </>
      )}
    </section>
  );
}

const PROBLEMS: readonly Column<AnswerProblem>[] = [
  { id: "where", header: "Where", cell: ({ where }) => where },
  {
    id: "reason",
    header: "Why",
    rowHeader: true,
    cell: ({ reason }) => <span className="block py-1 break-words whitespace-normal">{reason}</span>,
  },
];
