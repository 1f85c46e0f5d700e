"use client";

import { ChevronDown } from "lucide-react";
import { familyLabel } from "@/components/mixer/family-label";
import { useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { applyPreset, presets, type Preset } from "@/core/presets";
import { raterOf } from "@/core/raters";

/** Weights to begin with; budget and domains stay as they are. */
export const PresetsMenu = () => (
  <Menu
    trigger={
      <Button>
        Presets
        <ChevronDown aria-hidden className="size-3.5 text-muted" />
      </Button>
    }
  >
    <Items />
  </Menu>
);

function Items() {
  const { statistics } = useMixerCorpus();
  const all = presets(statistics);
  const groups = [
    { title: "All raters", members: all.filter(({ kind }) => kind === "published" || kind === "uniform") },
    { title: "One family, evenly", members: all.filter(({ kind }) => kind === "family") },
    { title: "One rater", members: all.filter(({ kind }) => kind === "rater") },
  ].filter(({ members }) => members.length > 0);
  return groups.map(({ title, members }, place) => (
    <div key={title} role="group" aria-label={title}>
      {place > 0 && <MenuSeparator />}
      <MenuLabel>{title}</MenuLabel>
      {members.map((preset) => (
        <PresetItem key={preset.id} preset={preset} />
      ))}
    </div>
  ));
}

function PresetItem({ preset }: { readonly preset: Preset }) {
  const store = useMixerStore();
  const take = () => store.getState().edited(applyPreset(store.getState().recipe, preset));
  return (
    <MenuItem onSelect={take} {...(preset.kind === "published" ? { hint: "as printed, 0 to 5" } : {})}>
      {labelOf(preset)}
    </MenuItem>
  );
}

function labelOf({ kind, family, rater }: Preset): string {
  if (family !== null) return familyLabel(family);
  if (rater !== null) return raterOf(rater).label;
  return kind === "published" ? "Published weights" : "Uniform";
}
