"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { Recipe } from "@/core/recipe";
import { newestOf } from "@/components/review/present-recipes";
import type { RecipeSummary } from "@/server/services/recipe/recipe-summary";

interface AcceptProposalProps {
  readonly recipe: Recipe;
  /** Where the weights come from. */
  readonly note: string;
  readonly saved: readonly RecipeSummary[];
  readonly onClose: () => void;
}

const LONGEST_NAME = 120;

/** Saves proposed weights as the next version of a recipe; versions before it stay. */
export function AcceptProposal({ recipe, note, saved, onClose }: AcceptProposalProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  // The id stands for one version under one name, whether or not the reply to the first try came.
  const [{ id, typed }, setDraft] = useState(() => ({ id: crypto.randomUUID(), typed: recipe.name }));
  const name = typed.trim();
  const newest = newestOf(saved, name);
  const save = useMutation(
    trpc.recipe.save.mutationOptions({
      onSuccess: async ({ number }) => {
        toast({ title: `Saved as version ${String(number)} of "${name}"`, tone: "good" });
        await client.invalidateQueries({ queryKey: trpc.recipe.pathKey() });
        onClose();
      },
      onError: () => client.invalidateQueries({ queryKey: trpc.recipe.pathKey() }),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== "") save.mutate({ id, recipe: { ...recipe, name }, note, after: newest });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Accept the proposed weights"
      description="They become a new version of a recipe. Versions before it stay as they are, so nothing is lost."
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field
          label="Recipe"
          hint={
            newest === 0
              ? "A new recipe."
              : `Becomes version ${String(newest + 1)}, unless the last one is the same.`
          }
        >
          {(control) => (
            <Input
              {...control}
              value={typed}
              maxLength={LONGEST_NAME}
              onChange={({ target }) => setDraft({ id: crypto.randomUUID(), typed: target.value })}
            />
          )}
        </Field>
        <div className="text-sm">
          <p className="text-xs font-medium">Note of the version</p>
          <p className="break-words text-muted">
            <bdi>{note}</bdi>
          </p>
        </div>
        {save.error !== null && <ErrorState error={save.error} />}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <ActButton
            verb="save a recipe"
            type="submit"
            variant="primary"
            busy={save.isPending}
            disabled={name === ""}
          >
            Save the version
          </ActButton>
        </div>
      </form>
    </Dialog>
  );
}
