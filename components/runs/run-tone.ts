import type { Tone } from "@/components/ui/badge";
import type { RunState } from "@/core/run-states";

export const RUN_TONES: Readonly<Record<RunState, Tone>> = {
  confirmed: "neutral",
  staging: "neutral",
  queued: "neutral",
  starting: "accent",
  running: "accent",
  preempted: "warning",
  stalled: "warning",
  cancelling: "warning",
  cancelled: "neutral",
  failed: "danger",
  succeeded: "good",
};
