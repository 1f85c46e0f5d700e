import { Badge } from "@/components/ui/badge";
import { Panel } from "@/components/ui/page";
import { TextLink } from "@/components/ui/text-link";
import type { SelectionSummary } from "@/server/services/selection/selection-summary";

/** The runs that trained on a selection. */
export const SelectionRuns = ({ runs }: { readonly runs: SelectionSummary["runs"] }) => (
  <Panel title="Runs">
    {runs.length === 0 ? (
      <p className="text-sm text-muted">No run has trained on this selection yet.</p>
    ) : (
      <ul className="divide-y text-sm">
        {runs.map((run) => (
          <li key={run.id} className="flex h-9 items-center gap-2">
            <TextLink href={`/runs/${run.id}`} className="min-w-0 truncate">
              {run.name}
            </TextLink>
            <span className="flex-1 text-xs text-muted">{run.model}</span>
            <Badge>{run.state}</Badge>
          </li>
        ))}
      </ul>
    )}
  </Panel>
);
