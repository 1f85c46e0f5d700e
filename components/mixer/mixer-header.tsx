"use client";

import { Redo2, Undo2 } from "lucide-react";
import { useState } from "react";
import { ActButton } from "@/components/api/act-button";
import { BudgetControl } from "@/components/mixer/budget-control";
import { ConfirmDialog } from "@/components/mixer/confirm-dialog";
import { useMixer, useMixerStore } from "@/components/mixer/mixer-context";
import { hasWeight } from "@/components/mixer/preview-source";
import { PresetsMenu } from "@/components/mixer/presets-menu";
import { RecipeTitle } from "@/components/mixer/recipe-title";
import { SaveDialog } from "@/components/mixer/save-dialog";
import { ShareMenu } from "@/components/mixer/share-menu";
import { Button, IconButton } from "@/components/ui/button";
import { useKeys } from "@/components/ui/keys";

/** Recipe, history, budget and the way on. */
export function MixerHeader() {
  const [asked, setAsked] = useState<"save" | "confirm" | null>(null);
  const ready = useMixer((state) => hasWeight(state.recipe));
  useKeys("Mixer", [
    {
      keys: "mod+s",
      label: "Save a version",
      run: () => ready && setAsked("save"),
    },
    { keys: "c", label: "Confirm the selection", run: () => ready && setAsked("confirm") },
  ]);
  const close = (open: boolean) => !open && setAsked(null);
  return (
    <header className="flex flex-wrap items-center gap-x-2 gap-y-2 border-b bg-surface px-3 py-2 sm:px-4">
      <RecipeTitle />
      <PresetsMenu />
      <History />
      <ShareMenu />
      <ActButton verb="save a recipe" onClick={() => setAsked("save")} disabled={!ready}>
        Save…
      </ActButton>
      <span className="hidden flex-1 lg:block" />
      <BudgetControl />
      <Button
        variant="primary"
        onClick={() => setAsked("confirm")}
        disabled={!ready}
        className="max-sm:flex-1"
      >
        Confirm…
      </Button>
      <SaveDialog open={asked === "save"} onOpenChange={close} />
      <ConfirmDialog open={asked === "confirm"} onOpenChange={close} />
    </header>
  );
}

function History() {
  const store = useMixerStore();
  const canUndo = useMixer((state) => state.past.length > 0);
  const canRedo = useMixer((state) => state.future.length > 0);
  useKeys("Recipe", [
    {
      keys: "mod+z",
      label: "Undo; with shift: redo",
      run: (event) => (event.shiftKey ? store.getState().redone() : store.getState().undone()),
    },
  ]);
  return (
    <span className="flex">
      <IconButton label="Undo" keys="mod+z" disabled={!canUndo} onClick={() => store.getState().undone()}>
        <Undo2 />
      </IconButton>
      <IconButton
        label="Redo"
        keys="mod+shift+z"
        disabled={!canRedo}
        onClick={() => store.getState().redone()}
      >
        <Redo2 />
      </IconButton>
    </span>
  );
}
