"use client";

import { useEffect, useEffectEvent, useState } from "react";
import { useMixerCorpus } from "@/components/mixer/mixer-context";
import { MOST_TEXT, openRecipeText } from "@/components/mixer/open-recipe-text";
import { useOpenRecipe } from "@/components/mixer/use-open-recipe";
import { toast } from "@/components/ui/toast";
import { StudioError } from "@/core/errors";

/** A text that may be a recipe. */
export interface RecipeText {
  /** Of the file it came from; null for what is written or pasted. */
  readonly name: string | null;
  readonly text: string;
}

/** Takes recipes out of files, also those dropped on the page; one that cannot be opened is handed over with its text. */
export function useRecipeFile(onFault: (given: RecipeText) => void) {
  const { statistics } = useMixerCorpus();
  const open = useOpenRecipe();
  const [isOver, setOver] = useState(false);
  const take = async (file: File): Promise<void> => {
    if (file.size > MOST_TEXT) {
      toast({ title: `${file.name} is too large for a recipe.`, tone: "danger" });
      return;
    }
    const given = { name: file.name, text: await file.text() };
    try {
      open(openRecipeText(given.text, given.name, statistics));
    } catch (error) {
      if (!(error instanceof StudioError)) throw error;
      onFault(given);
    }
  };
  const dropped = useEffectEvent((file: File) => void take(file));
  useEffect(() => dropsOnPage((file) => dropped(file), setOver), []);
  return { take, isOver };
}

/** Files dropped anywhere on the page; returns what ends it. */
function dropsOnPage(onFile: (file: File) => void, onOver: (isOver: boolean) => void): () => void {
  const ends = new AbortController();
  const holdsFiles = ({ dataTransfer }: DragEvent) => dataTransfer?.types.includes("Files") === true;
  const over = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    onOver(true);
  };
  const left = (event: DragEvent) => event.relatedTarget === null && onOver(false);
  const drop = (event: DragEvent) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    onOver(false);
    const file = event.dataTransfer?.files[0];
    if (file !== undefined) onFile(file);
  };
  const { signal } = ends;
  window.addEventListener("dragover", over, { signal });
  window.addEventListener("dragleave", left, { signal });
  window.addEventListener("drop", drop, { signal });
  return () => ends.abort();
}
