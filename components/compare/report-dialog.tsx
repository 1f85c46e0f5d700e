"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState, type FormEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { formatPlural } from "@/components/ui/format";
import { Input, TextArea } from "@/components/ui/input";
import { REPORT_CHARACTERS, REPORT_TITLE_CHARACTERS, type ReportBody } from "@/core/report/report-body";

interface ReportDialogProps {
  readonly title: string;
  /** Taken when the dialog was opened. */
  readonly body: ReportBody;
  readonly onClose: () => void;
}

/** Keeps what the comparison shows, with what a person has to say about it. */
export function ReportDialog({ title: proposed, body, onClose }: ReportDialogProps) {
  const [title, setTitle] = useState(proposed);
  const [text, setText] = useState("");
  const [id] = useState(() => crypto.randomUUID());
  const router = useRouter();
  const trpc = useTRPC();
  const client = useQueryClient();
  const create = useMutation(
    trpc.report.create.mutationOptions({
      onSuccess: async (report) => {
        client.setQueryData(trpc.report.get.queryKey({ id: report.id }), report);
        await client.invalidateQueries(trpc.report.list.pathFilter());
        router.push(`/reports/${report.id}`);
      },
    }),
  );
  const figures = body.sections.reduce((sum, section) => sum + section.figures.length, 0);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    create.mutate({ id, title, text, body });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Keep this as a report"
      description={`${formatPlural(figures, "table and picture", "tables and pictures")} as they are now, with the hashes of recipes, selections and corpus`}
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Title">
          {(control) => (
            <Input
              {...control}
              value={title}
              maxLength={REPORT_TITLE_CHARACTERS}
              required
              spellCheck
              onChange={({ target }) => setTitle(target.value)}
            />
          )}
        </Field>
        <Field label="Text" hint="Markdown. You can go on writing later; the figures stay as they are.">
          {(control) => (
            <TextArea
              {...control}
              value={text}
              rows={6}
              maxLength={REPORT_CHARACTERS}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
        {create.error !== null && <ErrorState error={create.error} />}
        <ActButton
          verb="write a report"
          type="submit"
          variant="primary"
          className="self-end"
          busy={create.isPending}
          disabled={title.trim() === ""}
        >
          Keep it
        </ActButton>
      </form>
    </Dialog>
  );
}
