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
import type { Optimum } from "@/core/campaign/first-optimum";
import type { CampaignSummary } from "@/server/services/campaign/campaign-summary";

interface SaveLearnedProps {
  readonly campaign: CampaignSummary;
  readonly fitId: string;
  readonly optimum: Optimum;
  readonly onClose: () => void;
}

const LONGEST_NAME = 120;

/** Saves learned weights as a version of a recipe, with the campaign and the fit as where they come from. */
export function SaveLearned({ campaign, fitId, optimum, onClose }: SaveLearnedProps) {
  const trpc = useTRPC();
  const client = useQueryClient();
  // The id stands for one version under one name, whether or not the reply to the first try came.
  const [{ versionId, typed }, setDraft] = useState(() => ({
    versionId: crypto.randomUUID(),
    typed: campaign.name,
  }));
  const name = typed.trim();
  const save = useMutation(
    trpc.campaign.saveRecipe.mutationOptions({
      onSuccess: async ({ number }) => {
        toast({ title: `Saved as version ${String(number)} of "${name}"`, tone: "good" });
        await client.invalidateQueries({ queryKey: trpc.recipe.pathKey() });
        onClose();
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (name !== "") save.mutate({ id: campaign.id, fitId, versionId, name, optimum });
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Save the learned weights"
      description="As a version of a recipe, whose note says which campaign and fit they come from. Budget, domains and limits are those of the base recipe."
    >
      <form onSubmit={submit} className="flex flex-col gap-3">
        <Field label="Recipe" hint="A new recipe, or the next version of one of that name.">
          {(control) => (
            <Input
              {...control}
              value={typed}
              maxLength={LONGEST_NAME}
              onChange={({ target }) => setDraft({ versionId: crypto.randomUUID(), typed: target.value })}
            />
          )}
        </Field>
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
