"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FormEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { useDraft } from "@/components/api/use-draft";
import { DATA_CARD_FIELDS } from "@/components/corpus/data-card-fields";
import { Button } from "@/components/ui/button";
import { EditConflict } from "@/components/ui/edit-conflict";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input, TextArea } from "@/components/ui/input";
import { TimeAgo } from "@/components/ui/time-ago";
import { useWarnBeforeLeaving } from "@/components/ui/use-warn-before-leaving";
import { CARD_CHARACTERS, CARD_TITLE_CHARACTERS, type CardFields } from "@/core/data-card";
import type { DataCard } from "@/server/services/corpus/data-card";

interface DataCardFormProps {
  readonly corpusId: string;
  /** As it was read when the page opened. */
  readonly initial: DataCard;
}

/** Text fields of a card. A save that somebody else forestalled changes nothing: both are shown, and one is chosen. */
export function DataCardForm({ corpusId, initial }: DataCardFormProps) {
  const card = useCardDraft(corpusId, initial);
  const { base, draft, setDraft, theirs } = card;
  const isDirty = DATA_CARD_FIELDS.some(({ id }) => draft[id] !== base.fields[id]);
  useWarnBeforeLeaving(isDirty);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    card.save();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {DATA_CARD_FIELDS.map((field) => (
        <CardField
          key={field.id}
          field={field}
          value={draft[field.id]}
          onValue={(value) => setDraft({ ...draft, [field.id]: value })}
        />
      ))}
      {theirs !== null ? (
        <EditConflict
          what="this card"
          savedBy={theirs.updatedBy}
          savedAt={theirs.updatedAt}
          texts={DATA_CARD_FIELDS.map(({ id, label }) => ({
            label,
            mine: draft[id],
            theirs: theirs.fields[id],
          }))}
          busy={card.isSaving}
          onMine={card.saveOverTheirs}
          onTheirs={card.takeTheirs}
        />
      ) : (
        card.error !== null && <ErrorState error={card.error} />
      )}
      <div className="flex flex-wrap items-center justify-end gap-3">
        <SavedWhen card={base} isDirty={isDirty} />
        {isDirty && (
          <Button variant="quiet" onClick={() => setDraft(base.fields)}>
            Take back
          </Button>
        )}
        <ActButton
          verb="write a data card"
          type="submit"
          variant="primary"
          busy={card.isSaving}
          disabled={!isDirty || theirs !== null}
        >
          Save
        </ActButton>
      </div>
    </form>
  );
}

function useCardDraft(corpusId: string, initial: DataCard) {
  const trpc = useTRPC();
  const client = useQueryClient();
  const options = trpc.corpus.card.queryOptions({ corpusId });
  const { mutateAsync } = useMutation(trpc.corpus.saveCard.mutationOptions());
  return useDraft({
    initial,
    textOf: (card: DataCard): CardFields => card.fields,
    save: (version, fields) => mutateAsync({ corpusId, version, fields }),
    reread: () => client.fetchQuery({ ...options, staleTime: 0 }),
    onSaved: (card) => client.setQueryData(options.queryKey, card),
  });
}

interface CardFieldProps {
  readonly field: (typeof DATA_CARD_FIELDS)[number];
  readonly value: string;
  readonly onValue: (value: string) => void;
}

const CardField = ({ field: { label, hint, rows }, value, onValue }: CardFieldProps) => (
  <Field label={label} hint={hint}>
    {(control) =>
      rows === 1 ? (
        <Input
          {...control}
          value={value}
          maxLength={CARD_TITLE_CHARACTERS}
          spellCheck
          onChange={({ target }) => onValue(target.value)}
        />
      ) : (
        <TextArea
          {...control}
          value={value}
          rows={rows}
          maxLength={CARD_CHARACTERS}
          onChange={({ target }) => onValue(target.value)}
        />
      )
    }
  </Field>
);

const SavedWhen = ({ card, isDirty }: { readonly card: DataCard; readonly isDirty: boolean }) => (
  <span role="status" className="mr-auto text-xs text-muted">
    {isDirty ? (
      "Not saved yet"
    ) : card.updatedAt === null ? (
      "Nothing written yet"
    ) : (
      <>
        Saved <TimeAgo date={card.updatedAt} /> by {card.updatedBy}
      </>
    )}
  </span>
);
