"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState, type FormEvent } from "react";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { MODEL_LABELS } from "@/components/campaigns/campaign-text";
import { FIRST_WISHES, SearchFields } from "@/components/campaigns/search-fields";
import { targetText } from "@/components/campaigns/target-text";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { NumberField } from "@/components/ui/number-field";
import { Select } from "@/components/ui/select";
import { LEAST_PROXIES } from "@/core/campaign/campaign-settings";
import { isLearntFrom, OVERALL } from "@/core/campaign/proxy-roles";
import { FIT_MODELS, USUAL_FOLDS, type FitModel } from "@/core/learning/fit-answer";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";

interface FitRequestProps {
  readonly campaign: CampaignDetail;
}

/** Asks for a fit of the losses there are by now. */
export function FitRequest({ campaign }: FitRequestProps) {
  const { summary, settings, targets, proxies, domains } = campaign;
  const trpc = useTRPC();
  const client = useQueryClient();
  const [target, setTarget] = useState(OVERALL);
  const [model, setModel] = useState<FitModel>("auto");
  const [folds, setFolds] = useState(USUAL_FOLDS);
  const [wishes, setWishes] = useState(FIRST_WISHES);
  const runs = proxies.filter(
    ({ role, losses }) => isLearntFrom(role) && losses?.[target] !== undefined,
  ).length;
  const most = Math.max(2, Math.min(50, runs));
  const fit = useMutation(
    trpc.campaign.fit.mutationOptions({
      onSettled: () =>
        client.invalidateQueries({ queryKey: trpc.campaign.fits.queryKey({ id: summary.id }) }),
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    fit.mutate({
      id: summary.id,
      fitId: crypto.randomUUID(),
      target,
      model,
      folds: Math.min(folds, most),
      ...wishes,
      radius: wishes.radius === 1 ? null : wishes.radius,
    });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <div className="grid grid-cols-2 items-start gap-3 sm:grid-cols-[1fr_1fr_7rem_auto]">
        <Field label="Loss to learn">
          {(control) => (
            <Select
              {...control}
              value={target}
              options={(targets.length === 0 ? [OVERALL] : targets).map((value) => ({
                value,
                label: targetText(value),
              }))}
              onValue={setTarget}
            />
          )}
        </Field>
        <Field label="Model">
          {(control) => (
            <Select
              {...control}
              value={model}
              options={FIT_MODELS.map((value) => ({ value, label: MODEL_LABELS[value] }))}
              onValue={setModel}
            />
          )}
        </Field>
        <Field label="Folds" hint="foretold in turn">
          {(control) => (
            <NumberField
              {...control}
              value={Math.min(folds, most)}
              min={2}
              max={most}
              decimals={0}
              onCommit={setFolds}
            />
          )}
        </Field>
        <ActButton
          verb="learn weights"
          type="submit"
          variant="primary"
          busy={fit.isPending}
          disabled={runs < LEAST_PROXIES}
          className="self-start sm:mt-5"
        >
          Learn from {runs} proxies
        </ActButton>
      </div>
      <SearchFields
        wishes={wishes}
        domains={domains}
        free={settings.base.domains.rule === "global"}
        onWishes={setWishes}
      />
      {runs < LEAST_PROXIES && (
        <p className="text-sm text-muted">
          {LEAST_PROXIES} proxies must have this loss before anything can be learnt.
        </p>
      )}
      {fit.error !== null && <ErrorState error={fit.error} />}
    </form>
  );
}
