import type { Tone } from "@/components/ui/badge";
import type { SelectionState } from "@/server/services/selection/selection-summary";

export const SELECTION_TONES: Readonly<Record<SelectionState, Tone>> = {
  queued: "neutral",
  running: "accent",
  ready: "good",
  failed: "danger",
};
