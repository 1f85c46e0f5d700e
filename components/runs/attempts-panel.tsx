import { RUN_TONES } from "@/components/runs/run-tone";
import { UNKNOWN } from "@/components/runs/run-figures";
import { DataTable, type Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { formatCount, formatDuration } from "@/components/ui/format";
import { Panel } from "@/components/ui/page";
import { TimeAgo } from "@/components/ui/time-ago";
import type { AttemptSummary } from "@/server/services/run/run-summary";

const COLUMNS: readonly Column<AttemptSummary>[] = [
  {
    id: "number",
    header: "Attempt",
    rowHeader: true,
    cell: ({ number, createdAt }) => (
      <span className="block truncate">
        {number}{" "}
        <span className="text-xs text-muted">
          <TimeAgo date={createdAt} />
        </span>
      </span>
    ),
  },
  {
    id: "state",
    header: "State",
    cell: ({ state, exitCode }) => (
      <>
        <Badge tone={RUN_TONES[state]}>{state}</Badge>
        {exitCode !== null && exitCode !== 0 && (
          <span className="pl-1.5 text-xs text-muted">exit {exitCode}</span>
        )}
      </>
    ),
  },
  { id: "step", header: "From step", align: "right", cell: ({ firstStep }) => formatCount(firstStep) },
  {
    id: "took",
    header: "Took",
    align: "right",
    cell: ({ createdAt, endedAt }) =>
      endedAt === null ? UNKNOWN : formatDuration((endedAt.getTime() - createdAt.getTime()) / 1000),
  },
];

/** Each time the training was started, and where it took up the run. */
export const AttemptsPanel = ({ attempts }: { readonly attempts: readonly AttemptSummary[] }) => (
  <Panel title="Attempts" flush>
    {attempts.length === 0 ? (
      <p className="p-3 text-sm text-muted">Nothing was started yet.</p>
    ) : (
      <DataTable
        caption="Attempts"
        columns={COLUMNS}
        rows={attempts}
        rowKey={({ number }) => String(number)}
      />
    )}
  </Panel>
);
