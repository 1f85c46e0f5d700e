import type { KeyboardEvent } from "react";
import type { MixerStore } from "@/components/mixer/mixer-store";

/** A slider under the focus keeps the page's keys from the page; undo must work there, too. */
export function undoOnSlider(event: KeyboardEvent, store: MixerStore): void {
  const onSlider = event.target instanceof Element && event.target.getAttribute("role") === "slider";
  if (!onSlider || event.key.toLowerCase() !== "z" || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  if (event.shiftKey) store.getState().redone();
  else store.getState().undone();
}
