"use client";

import { ChevronDown } from "lucide-react";
import { familyLabel } from "@/components/mixer/family-label";
import { useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/menu";
import { presets, type Preset } from "@/core/presets";

/** Weights to begin with. A preset sets the weights and keeps budget and domains. */
export function PresetsMenu() {
  return (
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
}
