"use client";

import { useState, type FormEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

/** One version under one name: saved again it is the same act, whether or not the reply to the first try came. */
export interface VersionAct {
  readonly id: string;
  readonly name: string;
}

interface SaveVersionDialogProps {
  readonly title: string;
  readonly description: string;
  /** Name of the recipe to begin with. */
  readonly name: string;
  /** What becomes of a recipe of that name. */
  readonly hint: (name: string) => string;
  /** As it will stand at the version; null where that is made when it is saved. */
  readonly note: string | null;
  readonly busy: boolean;
  readonly error: unknown;
  readonly onSave: (act: VersionAct) => void;
  readonly onClose: () => void;
}

const LONGEST_NAME = 120;

/** Asks for the recipe that weights found elsewhere become a version of. */
export function SaveVersionDialog(props: SaveVersionDialogProps) {
  const { title, description, hint, note, busy, error, onSave, onClose } = props;
  const [{ id, typed }, setDraft] = useState(() => ({ id: crypto.randomUUID(), typed: props.name }));
  const name = typed.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== "") onSave({ id, name });
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={title} description={description}>
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Recipe" hint={hint(name)}>
          {(control) => (
            <Input
              {...control}
              value={typed}
              maxLength={LONGEST_NAME}
              onChange={({ target }) => setDraft({ id: crypto.randomUUID(), typed: target.value })}
            />
          )}
        </Field>
        {note !== null && (
          <div className="text-sm">
            <p className="text-xs font-medium">Note of the version</p>
            <p className="break-words text-muted">
              <bdi>{note}</bdi>
            </p>
          </div>
        )}
        {error !== null && <ErrorState error={error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <ActButton verb="save a recipe" type="submit" variant="primary" busy={busy} disabled={name === ""}>
            Save the version
          </ActButton>
        </div>
      </form>
    </Dialog>
  );
}
