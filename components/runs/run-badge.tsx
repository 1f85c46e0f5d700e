import { CircleAlert, Hourglass, Unplug } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { RUN_TONES } from "@/components/runs/run-tone";
import type { RunSummary } from "@/server/services/run/run-summary";

/** State of a run, and whether its machine answers; what needs somebody has a sign as well. */
export const RunBadge = ({ run }: { readonly run: Pick<RunSummary, "state" | "unreachable"> }) => (
  <span className="inline-flex items-center gap-1">
    <Badge tone={RUN_TONES[run.state]}>
      {run.state === "failed" && <CircleAlert aria-hidden className="size-3" />}
      {run.state === "stalled" && <Hourglass aria-hidden className="size-3" />}
      <span data-testid="run-state">{run.state}</span>
    </Badge>
    {run.unreachable && (
      <Badge tone="warning">
        <Unplug aria-hidden className="size-3" />
        unreachable
      </Badge>
    )}
  </span>
);
