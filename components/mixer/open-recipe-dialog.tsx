"use client";

import { useRef, useState } from "react";
import { useMixerCorpus } from "@/components/mixer/mixer-context";
import { openRecipeText } from "@/components/mixer/open-recipe-text";
import { useOpenRecipe } from "@/components/mixer/use-open-recipe";
import type { RecipeText } from "@/components/mixer/use-recipe-file";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { TextArea } from "@/components/ui/input";
import type { Recipe } from "@/core/recipe";
import { StudioError } from "@/core/errors";
import type { CorpusStatistics } from "@/core/statistics";

interface OpenRecipeDialogProps {
  /** What is in the field first, and where it came from. */
  readonly given: RecipeText;
  readonly onFile: (file: File) => void;
  readonly onClose: () => void;
}

type Read = { readonly recipe: Recipe } | { readonly fault: StudioError };

function read({ name, text }: RecipeText, statistics: CorpusStatistics): Read {
  try {
    return { recipe: openRecipeText(text, name ?? "The text", statistics) };
  } catch (error) {
    if (error instanceof StudioError) return { fault: error };
    throw error;
  }
}

/** A recipe pasted as JSON or picked as a file; what is wrong with it is named beside it, to be put right here. */
export function OpenRecipeDialog({ given, onFile, onClose }: OpenRecipeDialogProps) {
  const { statistics } = useMixerCorpus();
  const open = useOpenRecipe();
  const [draft, setDraft] = useState(given);
  const [asked, setAsked] = useState(given.text !== "");
  const picker = useRef<HTMLInputElement>(null);
  const found = read(draft, statistics);
  const submit = () => {
    setAsked(true);
    if (!("recipe" in found)) return;
    open(found.recipe);
    onClose();
  };
  return (
    <Dialog
      wide
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Open a recipe"
      description="It takes the place of the draft; undo brings that back."
      footer={
        <>
          <Button className="mr-auto" onClick={() => picker.current?.click()}>
            Choose a file…
          </Button>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={draft.text.trim() === ""} onClick={submit}>
            Open
          </Button>
        </>
      }
    >
      <div className="space-y-3">
        <Field label="Recipe as JSON" hint="Paste it here, choose a file, or drop one on the page.">
          {(control) => (
            <TextArea
              {...control}
              value={draft.text}
              spellCheck={false}
              onChange={(event) => setDraft({ ...draft, text: event.target.value })}
              rows={14}
              className="font-mono text-xs"
            />
          )}
        </Field>
        {asked && draft.text.trim() !== "" && "fault" in found && <ErrorState error={found.fault} />}
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          aria-label="Recipe file"
          tabIndex={-1}
          className="sr-only"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file === undefined) return;
            onClose();
            onFile(file);
          }}
        />
      </div>
    </Dialog>
  );
}
