"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "@/components/api/trpc";
import { useMixerStore } from "@/components/mixer/mixer-context";
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
  const trpc = useTRPC();
  const client = useQueryClient();
  const [id] = useState(() => crypto.randomUUID());
  const [name, setName] = useState(() => store.getState().recipe.name);
  const [note, setNote] = useState("");
  const save = useMutation(
    trpc.recipe.save.mutationOptions({
      onSuccess: async (version) => {
        const { recipe, edited, versionSaved } = store.getState();
        if (recipe.name !== name.trim()) edited({ ...recipe, name: name.trim() });
        versionSaved({
          versionId: version.id,
          name: name.trim(),
          number: version.number,
          recipeHash: version.recipeHash,
        });
        await client.invalidateQueries({ queryKey: trpc.recipe.pathKey() });
        onClose();
      },
    }),
  );
  const submit = () => save.mutate({ id, recipe: { ...store.getState().recipe, name: name.trim() }, note });
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Save a version"
      description="Versions are kept as they are; saving under the same name adds the next."
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" busy={save.isPending} disabled={name.trim() === ""} onClick={submit}>
            Save
          </Button>
        </>
      }
    >
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "") submit();
        }}
      >
        <Field label="Name">
          {(control) => (
            <Input
              {...control}
              value={name}
              maxLength={LONGEST_NAME}
              onChange={(event) => setName(event.target.value)}
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
        {save.isError && <ErrorState error={save.error} />}
      </form>
    </Dialog>
  );
}
