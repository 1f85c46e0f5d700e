import { Sparkline } from "@/components/charts/sparkline";
import { RunBadge } from "@/components/runs/run-badge";
import { formatLeft, formatLoss, formatSpeed, orUnknown } from "@/components/runs/run-figures";
import { DataTable, type Column } from "@/components/table/data-table";
import { formatCount, formatPercent } from "@/components/ui/format";
import { RowCheck } from "@/components/ui/row-check";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { RunSummary } from "@/server/services/run/run-summary";

const COLUMNS: readonly Column<RunSummary>[] = [
  {
    id: "name",
    header: "Name",
    rowHeader: true,
    cell: (run) => (
      <span className="flex min-w-32 items-baseline gap-2">
        <TextLink href={`/runs/${run.id}`} className="truncate font-medium" title={run.name}>
          {run.name}
        </TextLink>
        <span className="hidden truncate text-xs text-muted xl:inline">{run.selection.corpusName}</span>
      </span>
    ),
  },
  { id: "state", header: "State", cell: (run) => <RunBadge run={run} /> },
  {
    id: "curve",
    header: "Loss",
    from: "md",
    cell: (run) => (
      <Sparkline
        values={run.sparkline}
        label={`Training loss, now ${orUnknown(run.trainLoss, formatLoss)}`}
      />
    ),
  },
  {
    id: "loss",
    header: <span className="sr-only">Training loss</span>,
    align: "right",
    from: "sm",
    cell: ({ trainLoss }) => orUnknown(trainLoss, formatLoss),
  },
  { id: "model", header: "Model", from: "sm", cell: ({ model }) => model },
  {
    id: "step",
    header: "Step",
    align: "right",
    cell: ({ step, totalSteps }) => (
      <>
        {formatCount(step)}
        <span className="text-muted"> / {formatCount(totalSteps)}</span>
      </>
    ),
  },
  {
    id: "speed",
    header: "Tokens/s",
    align: "right",
    from: "md",
    cell: ({ tokensPerSecond }) => formatSpeed(tokensPerSecond),
  },
  {
    id: "mfu",
    header: "MFU",
    align: "right",
    from: "lg",
    cell: ({ mfu }) => orUnknown(mfu, formatPercent),
  },
  {
    id: "left",
    header: "Time left",
    align: "right",
    from: "lg",
    cell: ({ secondsLeft }) => formatLeft(secondsLeft),
  },
  {
    id: "created",
    header: "Created",
    align: "right",
    from: "lg",
    cell: ({ createdAt }) => (
      <span className="text-muted">
        <TimeAgo date={createdAt} />
      </span>
    ),
  },
];

interface RunsTableProps {
  readonly runs: readonly RunSummary[];
  /** Ids of those to be compared. */
  readonly chosen: readonly string[];
  readonly onToggle: (id: string) => void;
}

export function RunsTable({ runs, chosen, onToggle }: RunsTableProps) {
  const choice: Column<RunSummary> = {
    id: "choice",
    header: <span className="sr-only">Compare</span>,
    cell: ({ id, name }) => (
      <RowCheck label={`Compare ${name}`} checked={chosen.includes(id)} onToggle={() => onToggle(id)} />
    ),
  };
  return <DataTable caption="Runs" columns={[choice, ...COLUMNS]} rows={runs} rowKey={({ id }) => id} />;
}
