"use client";

import Link from "next/link";
import { useMemo, useState } from "react";
import {
  OPTIMUM_LABELS,
  pairsSentence,
  prepareWeightPairs,
  RIVAL_LABELS,
  weightPairsChart,
  type Rival,
} from "@/components/campaigns/best-weights.prepare";
import { PredictedTable } from "@/components/campaigns/predicted-table";
import { SaveLearned } from "@/components/campaigns/save-learned";
import { guessText } from "@/components/campaigns/trust-in-optimum";
import { Notes } from "@/components/campaigns/notes";
import { SuppliedTable } from "@/components/campaigns/supplied-table";
import { WeightPairs } from "@/components/campaigns/weight-pairs";
import { FigureBlock } from "@/components/charts/figure-block";
import { Button } from "@/components/ui/button";
import { Panel } from "@/components/ui/page";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { OPTIMA, type Optimum } from "@/core/campaign/first-optimum";
import { learnedRecipe } from "@/core/campaign/learned-recipe";
import { recipeQuery } from "@/core/recipe-url";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

interface SearchPanelProps {
  readonly campaign: CampaignDetail;
  readonly fit: CampaignFit;
  readonly optimum: Optimum;
  readonly onOptimum: (optimum: Optimum) => void;
}

const OPTIMUM_OPTIONS = OPTIMA.map((value) => ({ value, label: OPTIMUM_LABELS[value] }));

/** The weights of the least predicted loss, what they differ in, and what to do with them. */
export function SearchPanel({ campaign, fit, optimum, onOptimum }: SearchPanelProps) {
  const [rival, setRival] = useState<Rival>("uniform");
  const [saving, setSaving] = useState(false);
  const { search } = fit.answer;
  const pairs = useMemo(
    () => (search === undefined ? [] : prepareWeightPairs(fit.columns, search, optimum, rival)),
    [fit.columns, search, optimum, rival],
  );
  if (search === undefined) return null;
  const { summary, settings } = campaign;
  const guess = guessText(fit, campaign.proxies, optimum);
  const recipe = learnedRecipe(settings.base, fit.columns, search[optimum].weights, summary.name);
  const rivals = (Object.keys(RIVAL_LABELS) as Rival[]).filter(
    (one) => one !== "base" || search.prior !== null,
  );
  return (
    <Panel
      title="Best weights"
      aside={
        <Segmented label="Which optimum" value={optimum} options={OPTIMUM_OPTIONS} onValue={onOptimum} />
      }
    >
      <div className="grid items-start gap-5 lg:grid-cols-2">
        <FigureBlock
          label="Best weights"
          title={pairsSentence(pairs, rival)}
          detail="Share of the weight in %: learned in the colour, the other in grey."
          chart={() => weightPairsChart(summary.name, pairs, rival)}
          tools={
            <Select
              aria-label="Beside"
              value={rival}
              options={rivals.map((value) => ({ value, label: `beside ${RIVAL_LABELS[value]}` }))}
              onValue={setRival}
              className="w-44"
            />
          }
        >
          <WeightPairs pairs={pairs} rival={RIVAL_LABELS[rival]} />
        </FigureBlock>
        <div className="flex min-w-0 flex-col gap-4">
          <div
            role="group"
            tabIndex={0}
            aria-label="Predicted losses"
            className="overflow-x-auto rounded-md border"
          >
            <PredictedTable search={search} />
          </div>
          {fit.supplied !== undefined && (
            <SuppliedTable
              supplied={fit.supplied[optimum]}
              limits={fit.wishes.supply}
              domains={campaign.domains}
            />
          )}
          <Notes
            label="About these weights"
            notes={guess === null ? [] : [{ kind: "warning", message: guess }]}
          />
          <p className="text-xs text-muted">
            The predicted loss of an optimum is the least of many, so rather too low than too high: train it
            before you believe it.
          </p>
          <div className="flex flex-wrap gap-2">
            <Button variant="primary" onClick={() => setSaving(true)}>
              Save as a recipe…
            </Button>
            <Button asChild>
              <Link
                href={`/mixer/${summary.corpus.id}${recipeQuery(recipe)}&version=${String(summary.corpus.number)}`}
              >
                Open in the mixer
              </Link>
            </Button>
          </div>
        </div>
      </div>
      {saving && (
        <SaveLearned campaign={summary} fitId={fit.id} optimum={optimum} onClose={() => setSaving(false)} />
      )}
    </Panel>
  );
}
