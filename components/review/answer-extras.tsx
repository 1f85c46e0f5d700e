import { Flag, Highlighter, X } from "lucide-react";
import type { RefObject } from "react";
import { Button, IconButton } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/input";
import { Kbd } from "@/components/ui/kbd";
import type { Answered } from "@/core/review/answer";

interface AnswerExtrasProps {
  readonly draft: Answered;
  readonly onDraft: (draft: Answered) => void;
  readonly noteRef: RefObject<HTMLTextAreaElement | null>;
  readonly onMark: () => void;
  readonly onFlag: () => void;
}

/** What goes along with an answer: a note, notes on parts of the text, a flag. */
export function AnswerExtras({ draft, onDraft, noteRef, onMark, onFlag }: AnswerExtrasProps) {
  const spans = (change: (span: Answered["spans"][number], at: number) => Answered["spans"]) =>
    onDraft({ ...draft, spans: draft.spans.flatMap(change) });
  return (
    <div className="flex flex-col gap-2">
      <Field label="Note" hint="Goes along with the answer. Escape leaves the field.">
        {(control) => (
          <TextArea
            {...control}
            ref={noteRef}
            value={draft.note}
            rows={2}
            maxLength={4000}
            onChange={({ target }) => onDraft({ ...draft, note: target.value })}
            onKeyDown={(event) => event.key === "Escape" && event.currentTarget.blur()}
          />
        )}
      </Field>
      {draft.spans.map((span, at) => (
        <div key={`${span.start} ${span.end}`} className="flex items-start gap-1">
          <TextArea
            aria-label={`Note on characters ${span.start} to ${span.end}`}
            value={span.note}
            rows={1}
            maxLength={4000}
            onChange={({ target }) =>
              spans((one, place) => [place === at ? { ...one, note: target.value } : one])
            }
          />
          <IconButton
            label="Remove this note"
            onClick={() => spans((one, place) => (place === at ? [] : [one]))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <div className="flex flex-wrap gap-2">
        <Button onClick={onMark} onMouseDown={(event) => event.preventDefault()}>
          <Highlighter aria-hidden className="size-3.5" /> Note on selection <Kbd keys="m" />
        </Button>
        <Button aria-pressed={draft.flagged} onClick={onFlag}>
          <Flag aria-hidden className={draft.flagged ? "size-3.5 fill-warning text-warning" : "size-3.5"} />
          {draft.flagged ? "Flagged" : "Flag"} <Kbd keys="f" />
        </Button>
      </div>
    </div>
  );
}
