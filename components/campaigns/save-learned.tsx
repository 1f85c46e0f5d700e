"use client";

import { useMutation } from "@tanstack/react-query";
import { useTRPC } from "@/components/api/trpc";
import { SaveVersionDialog } from "@/components/recipes/save-version-dialog";
import { useVersionSaved } from "@/components/recipes/use-version-saved";
import type { Optimum } from "@/core/campaign/first-optimum";
import type { CampaignSummary } from "@/server/services/campaign/campaign-summary";

interface SaveLearnedProps {
  readonly campaign: CampaignSummary;
  readonly fitId: string;
  readonly optimum: Optimum;
  readonly onClose: () => void;
}

/** Saves learned weights as a version of a recipe, with the campaign and the fit as where they come from. */
export function SaveLearned({ campaign, fitId, optimum, onClose }: SaveLearnedProps) {
  const onSuccess = useVersionSaved(onClose);
  const save = useMutation(useTRPC().campaign.saveRecipe.mutationOptions({ onSuccess }));
  return (
    <SaveVersionDialog
      title="Save the learned weights"
      description="As a version of a recipe, whose note says which campaign and fit they come from. Budget, domains and limits are those of the base recipe."
      name={campaign.name}
      hint={() => "A new recipe, or the next version of one of that name."}
      note={null}
      busy={save.isPending}
      error={save.error}
      onSave={({ id, name }) => save.mutate({ id: campaign.id, fitId, versionId: id, name, optimum })}
      onClose={onClose}
    />
  );
}
