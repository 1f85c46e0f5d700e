"use client";

import { Ellipsis } from "lucide-react";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { RaterRow } from "@/components/mixer/rater-row";
import { toPoints } from "@/components/mixer/slider-scale";
import { IconButton } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { RATERS, type Family } from "@/core/raters";
import { normaliseWeights, resetWeights, totalWeight } from "@/core/recipe-edit";

interface FamilySectionProps {
  readonly family: Family;
  readonly label: string;
  /** Upper end of the sliders in points. */
  readonly top: number;
}

export const FamilySection = ({ family, label, top }: FamilySectionProps) => (
  <div role="group" aria-label={label} className="isolate border-t py-1">
    <FamilyHead family={family} label={label} top={top} />
    {RATERS.filter((rater) => rater.family === family).map((rater) => (
      <RaterRow key={rater.id} rater={rater.id} top={top} />
    ))}
  </div>
);

function FamilyHead({ family, label, top }: FamilySectionProps) {
  const store = useMixerStore();
  const total = useMixer((state) => totalWeight(state.recipe, family));
  const { statistics } = useMixerCorpus();
  const normalise = () => {
    const { recipe, locked, edited } = store.getState();
    edited(normaliseWeights(recipe, locked, family));
  };
  const reset = () => {
    const { recipe, locked, edited } = store.getState();
    edited(resetWeights(recipe, locked, statistics, family));
  };
  return (
    <div className="flex h-7 items-center gap-2">
      <h3 className="eyebrow flex-1">{label}</h3>
      <span className="text-2xs text-faint">0 to {top}</span>
      <span className="w-20 whitespace-nowrap text-right text-xs text-muted">
        {toPoints(total).toFixed(1)} points
      </span>
      <Menu
        align="end"
        trigger={
          <IconButton label={`Acts on ${label}`} className="h-6">
            <Ellipsis />
          </IconButton>
        }
      >
        <MenuItem onSelect={normalise} disabled={total === 0}>
          Scale until all weights sum to 1
        </MenuItem>
        <MenuItem onSelect={reset}>Reset to the published weights</MenuItem>
      </Menu>
    </div>
  );
}
