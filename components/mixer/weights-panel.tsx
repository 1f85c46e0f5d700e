"use client";

import { FamilySection } from "@/components/mixer/family-section";
import { familyLabel } from "@/components/mixer/family-label";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { toPoints, topOfScale } from "@/components/mixer/slider-scale";
import { undoOnSlider } from "@/components/mixer/undo-on-slider";
import { Button } from "@/components/ui/button";
import { FAMILIES, RATER_IDS } from "@/core/raters";
import { weightOf, type Recipe } from "@/core/recipe";
import { normaliseWeights, resetWeights, totalWeight } from "@/core/recipe-edit";

const weightsOf = (recipe: Recipe): number[] => RATER_IDS.map((rater) => weightOf(recipe, rater));

/** The 25 weights in three families. A slider changes its own weight only. */
export function WeightsPanel() {
  const store = useMixerStore();
  const total = useMixer((state) => totalWeight(state.recipe));
  // The scale rests while a hand is on a slider: it would slip away from under it.
  const top = useMixer((state) => topOfScale(weightsOf(state.grabbed ?? state.recipe)));
  const { statistics } = useMixerCorpus();
  const normalise = () => {
    const { recipe, locked, edited } = store.getState();
    edited(normaliseWeights(recipe, locked));
  };
  const reset = () => {
    const { recipe, locked, edited } = store.getState();
    edited(resetWeights(recipe, locked, statistics));
  };
  return (
    <section aria-label="Weights" onKeyDown={(event) => undoOnSlider(event, store)}>
      <header className="flex items-center gap-1 pb-1">
        <h2 className="text-sm font-semibold">Weights</h2>
        <span className="flex-1 pl-2 text-xs text-muted">{toPoints(total).toFixed(1)} points</span>
        <Button variant="quiet" onClick={normalise} disabled={total === 0}>
          Sum to 1
        </Button>
        <Button variant="quiet" onClick={reset}>
          Reset
        </Button>
      </header>
      {FAMILIES.map((family) => (
        <FamilySection key={family} family={family} label={familyLabel(family)} top={top} />
      ))}
    </section>
  );
}
