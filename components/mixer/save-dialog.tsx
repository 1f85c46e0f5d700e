"use client";

import { useRef, useState } from "react";
import { useMixerStore } from "@/components/mixer/mixer-context";
import { SaveConflict } from "@/components/mixer/save-conflict";
import { anotherName, savedVersion } from "@/components/mixer/saved-version";
import { useSaveRecipe, type Ahead } from "@/components/mixer/use-save-recipe";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input, TextArea } from "@/components/ui/input";

interface SaveDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

const LONGEST_NAME = 120;
const LONGEST_NOTE = 4000;

/** Saves the draft as the next version under its name; versions are never changed. */
export const SaveDialog = ({ open, onOpenChange }: SaveDialogProps) =>
  open ? <OpenSaveDialog onClose={() => onOpenChange(false)} /> : null;

function OpenSaveDialog({ onClose }: { readonly onClose: () => void }) {
  const store = useMixerStore();
  const [name, setName] = useState(() => store.getState().recipe.name);
  const [note, setNote] = useState("");
  const { save, forget, ahead, isPending, error } = useSaveRecipe(onClose);
  const nameField = useRef<HTMLInputElement>(null);
  const trimmed = name.trim();
  const submit = () => save({ name: trimmed, note });
  const open = ({ newest }: Ahead) => {
    store.getState().opened(newest.body, savedVersion(newest, trimmed, newest.number));
    onClose();
  };
  const rename = ({ recipes }: Ahead) => {
    setName(anotherName(trimmed, new Set(recipes.map((recipe) => recipe.name))));
    forget();
    nameField.current?.focus();
  };
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Save a version"
      description="Versions are kept as they are; saving under the same name adds the next."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {ahead === null && (
            <Button variant="primary" busy={isPending} disabled={trimmed === ""} onClick={submit}>
              Save
            </Button>
          )}
        </>
      }
    >
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (trimmed !== "" && ahead === null) submit();
        }}
      >
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              ref={nameField}
              value={name}
              maxLength={LONGEST_NAME}
              onChange={(event) => {
                setName(event.target.value);
                forget();
              }}
            />
          )}
        </Field>
        <Field label="Note" hint="What this version tries, for those who read it later.">
          {(control) => (
            <TextArea
              {...control}
              value={note}
              maxLength={LONGEST_NOTE}
              onChange={(event) => setNote(event.target.value)}
            />
          )}
        </Field>
        {error !== null && <ErrorState error={error} />}
        {ahead !== null && (
          <SaveConflict
            name={trimmed}
            mine={store.getState().recipe}
            newest={ahead.newest}
            busy={isPending}
            onSave={() => save({ name: trimmed, note, after: ahead.newest.number })}
            onOpen={() => open(ahead)}
            onRename={() => rename(ahead)}
          />
        )}
      </form>
    </Dialog>
  );
}
