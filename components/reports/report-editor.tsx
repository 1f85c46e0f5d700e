"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { useDraft } from "@/components/api/use-draft";
import { Button } from "@/components/ui/button";
import { EditConflict } from "@/components/ui/edit-conflict";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input, TextArea } from "@/components/ui/input";
import { useWarnBeforeLeaving } from "@/components/ui/use-warn-before-leaving";
import { REPORT_CHARACTERS, REPORT_TITLE_CHARACTERS, type ReportText } from "@/core/report/report-body";
import type { ReportDetail } from "@/server/services/report/report-summary";

interface ReportEditorProps {
  readonly initial: ReportDetail;
  readonly onDone: () => void;
}

/** Title and text of a report. Pictures and figures stay as they were counted. */
export function ReportEditor({ initial, onDone }: ReportEditorProps) {
  const report = useReportDraft(initial, onDone);
  const { base, draft, setDraft, theirs } = report;
  const isDirty = draft.title !== base.title || draft.text !== base.text;
  useWarnBeforeLeaving(isDirty);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    report.save();
  };
  return (
    <form
      onSubmit={submit}
      aria-label="Write"
      className="mx-auto mb-8 flex max-w-[760px] flex-col gap-3 rounded-lg border bg-raised p-4"
    >
      <Field label="Title">
        {(control) => (
          <Input
            {...control}
            value={draft.title}
            maxLength={REPORT_TITLE_CHARACTERS}
            required
            spellCheck
            onChange={({ target }) => setDraft({ ...draft, title: target.value })}
          />
        )}
      </Field>
      <Field label="Text" hint="Markdown: # heading, - list, **bold**, [link](https://…).">
        {(control) => (
          <TextArea
            {...control}
            value={draft.text}
            rows={10}
            maxLength={REPORT_CHARACTERS}
            onChange={({ target }) => setDraft({ ...draft, text: target.value })}
          />
        )}
      </Field>
      {theirs !== null ? (
        <EditConflict
          what="this report"
          savedBy={theirs.updatedBy}
          savedAt={theirs.updatedAt}
          texts={[
            { label: "Title", mine: draft.title, theirs: theirs.title },
            { label: "Text", mine: draft.text, theirs: theirs.text },
          ]}
          busy={report.isSaving}
          onMine={report.saveOverTheirs}
          onTheirs={report.takeTheirs}
        />
      ) : (
        report.error !== null && <ErrorState error={report.error} />
      )}
      <div className="flex justify-end gap-2">
        <Button variant="quiet" onClick={onDone}>
          {isDirty ? "Throw away" : "Close"}
        </Button>
        <ActButton
          verb="write a report"
          type="submit"
          variant="primary"
          busy={report.isSaving}
          disabled={!isDirty || draft.title.trim() === "" || theirs !== null}
        >
          Save
        </ActButton>
      </div>
    </form>
  );
}

function useReportDraft(initial: ReportDetail, onDone: () => void) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const { id } = initial;
  const options = trpc.report.get.queryOptions({ id });
  const { mutateAsync } = useMutation(trpc.report.edit.mutationOptions());
  return useDraft({
    initial,
    textOf: ({ title, text }: ReportDetail): ReportText => ({ title, text }),
    save: (version, text) => mutateAsync({ id, version, ...text }),
    reread: () => client.fetchQuery({ ...options, staleTime: 0 }),
    onSaved: (saved) => {
      client.setQueryData(options.queryKey, saved);
      void client.invalidateQueries(trpc.report.list.pathFilter());
      onDone();
    },
  });
}
