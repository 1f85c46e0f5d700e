"use client";

import { ChevronDown } from "lucide-react";
import { useState } from "react";
import { useMixer, useMixerCorpus, useMixerStore } from "@/components/mixer/mixer-context";
import { OpenRecipeDialog } from "@/components/mixer/open-recipe-dialog";
import { hasWeight } from "@/components/mixer/preview-source";
import { mixerLink } from "@/components/mixer/recipe-link";
import { useRecipeFile, type RecipeText } from "@/components/mixer/use-recipe-file";
import { chartFileName } from "@/components/charts/chart-file-name";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { saveAsFile } from "@/components/ui/save-as-file";
import { toast } from "@/components/ui/toast";
import { writeRecipeJson } from "@/core/recipe-json";

async function copy(text: string, what: string, instead: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    toast({ title: `${what} is copied.` });
  } catch {
    toast({ title: `${what} could not be copied.`, detail: instead, tone: "danger" });
  }
}

const NOTHING: RecipeText = { name: null, text: "" };

/** The recipe as a link and as JSON: out, and in again from a file, the clipboard or a drop on the page. */
export function ShareMenu() {
  const store = useMixerStore();
  const corpus = useMixerCorpus();
  const ready = useMixer((state) => hasWeight(state.recipe));
  const [opening, setOpening] = useState<RecipeText | null>(null);
  const { take, isOver } = useRecipeFile(setOpening);
  const json = () => writeRecipeJson(store.getState().recipe);
  const copyLink = () =>
    copy(mixerLink(store.getState(), corpus), "The link", "It stands in the address bar.");
  const download = () =>
    saveAsFile(
      new Blob([json()], { type: "application/json" }),
      chartFileName([store.getState().recipe.name], "json"),
    );
  return (
    <>
      <Menu
        trigger={
          <Button>
            Share
            <ChevronDown aria-hidden className="size-3.5 text-muted" />
          </Button>
        }
      >
        <MenuItem disabled={!ready} onSelect={() => void copyLink()}>
          Copy the link
        </MenuItem>
        <MenuSeparator />
        <MenuItem
          disabled={!ready}
          onSelect={() => void copy(json(), "The recipe", "Download it as JSON instead.")}
        >
          Copy as JSON
        </MenuItem>
        <MenuItem disabled={!ready} onSelect={download}>
          Download JSON
        </MenuItem>
        <MenuItem onSelect={() => setOpening(NOTHING)}>Open JSON…</MenuItem>
      </Menu>
      {opening !== null && (
        <OpenRecipeDialog
          key={opening.text}
          given={opening}
          onFile={(file) => void take(file)}
          onClose={() => setOpening(null)}
        />
      )}
      {isOver && <DropSign />}
    </>
  );
}

const DropSign = () => (
  <div
    aria-hidden
    className="pointer-events-none fixed inset-2 z-50 flex items-center justify-center rounded-lg border-2 border-dashed border-accent bg-accent-soft/80 text-base font-medium text-accent"
  >
    Drop a recipe to open it
  </div>
);
