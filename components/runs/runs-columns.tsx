import {
  columnGroupingFeature,
  createColumnHelper,
  createGroupedRowModel,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  type Row,
} from "@tanstack/react-table";
import { Sparkline } from "@/components/charts/sparkline";
import { RunBadge } from "@/components/runs/run-badge";
import { formatCompute, formatLeft, formatLoss, formatSpeed, orUnknown } from "@/components/runs/run-figures";
import type { Grouping, SortColumn } from "@/components/runs/runs-address";
import { formatCount, formatPercent } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import { RUN_STATES } from "@/core/run-states";
import type { RunSummary } from "@/server/services/run/run-summary";

export const FEATURES = tableFeatures({
  columnGroupingFeature,
  groupedRowModel: createGroupedRowModel(),
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
});
export type RunRow = Row<typeof FEATURES, RunSummary>;

interface Look {
  readonly label: string;
  /** Numbers stand right, words left. */
  readonly align: "left" | "right";
  /** Narrowest screen that shows the column. */
  readonly from?: "sm" | "md" | "lg";
}

/** Columns on the screen, in their order. */
export const LOOKS: Readonly<Record<SortColumn, Look>> = {
  name: { label: "Name", align: "left" },
  state: { label: "State", align: "left" },
  loss: { label: "Loss", align: "right", from: "sm" },
  model: { label: "Model", align: "left", from: "lg" },
  step: { label: "Step", align: "right" },
  speed: { label: "Tokens/s", align: "right", from: "md" },
  mfu: { label: "MFU", align: "right", from: "lg" },
  left: { label: "Time left", align: "right", from: "lg" },
  cost: { label: "Cost so far", align: "right", from: "md" },
  created: { label: "Created", align: "right", from: "lg" },
};

const helper = createColumnHelper<typeof FEATURES, RunSummary>();
const number = { sortFn: sortFn_basic, sortUndefined: "last" } as const;
const byText = (a: RunRow, b: RunRow, id: string): number =>
  a.getValue<string>(id).localeCompare(b.getValue<string>(id), "en");

/** Ids of the columns that only group: the cells of a column that groups are not drawn. */
const GROUP_COLUMNS: Readonly<Record<Grouping, string>> = {
  recipe: "of-recipe",
  selection: "of-selection",
  state: "of-state",
  backend: "of-backend",
};
export const groupColumn = (grouping: Grouping): string => GROUP_COLUMNS[grouping];

export const COLUMNS = helper.columns([
  helper.accessor("name", { id: "name", sortFn: byText, cell: ({ row }) => <Name run={row.original} /> }),
  helper.accessor((run) => RUN_STATES.indexOf(run.state), {
    id: "state",
    ...number,
    cell: ({ row }) => <RunBadge run={row.original} />,
  }),
  helper.accessor((run) => run.trainLoss ?? undefined, {
    id: "loss",
    ...number,
    cell: ({ row }) => <Loss run={row.original} />,
  }),
  helper.accessor("model", { id: "model", sortFn: byText, cell: ({ getValue }) => getValue() }),
  helper.accessor((run) => run.step / run.totalSteps, {
    id: "step",
    ...number,
    cell: ({ row }) => (
      <>
        {formatCount(row.original.step)}
        <span className="text-muted"> / {formatCount(row.original.totalSteps)}</span>
      </>
    ),
  }),
  helper.accessor((run) => run.tokensPerSecond ?? undefined, {
    id: "speed",
    ...number,
    cell: ({ row }) => formatSpeed(row.original.tokensPerSecond),
  }),
  helper.accessor((run) => run.mfu ?? undefined, {
    id: "mfu",
    ...number,
    cell: ({ row }) => orUnknown(row.original.mfu, formatPercent),
  }),
  helper.accessor((run) => run.secondsLeft ?? undefined, {
    id: "left",
    ...number,
    cell: ({ row }) => formatLeft(row.original.secondsLeft),
  }),
  helper.accessor("computeSeconds", {
    id: "cost",
    ...number,
    cell: ({ row }) => formatCompute(row.original),
  }),
  helper.accessor((run) => run.createdAt.getTime(), {
    id: "created",
    ...number,
    cell: ({ row }) => (
      <span className="text-muted">
        <TimeAgo date={row.original.createdAt} />
      </span>
    ),
  }),
  helper.accessor((run) => run.selection.recipeHash, { id: "of-recipe" }),
  helper.accessor((run) => run.selection.id, { id: "of-selection" }),
  helper.accessor("state", { id: "of-state" }),
  helper.accessor("backend", { id: "of-backend" }),
]);

const Name = ({ run }: { readonly run: RunSummary }) => (
  <span className="flex min-w-28 items-baseline gap-2">
    <TextLink href={`/runs/${run.id}`} className="truncate font-medium" title={run.name}>
      {run.name}
    </TextLink>
    <span className="hidden truncate text-xs text-muted xl:inline">
      <bdi>{run.selection.recipe.name}</bdi> on <bdi>{run.selection.corpusName}</bdi>
    </span>
  </span>
);

const Loss = ({ run }: { readonly run: RunSummary }) => (
  <span className="flex items-center justify-end gap-2">
    <span className="hidden md:inline">
      <Sparkline
        values={run.sparkline}
        width={72}
        label={`Training loss, now ${orUnknown(run.trainLoss, formatLoss)}`}
      />
    </span>
    <span className="min-w-10">{orUnknown(run.trainLoss, formatLoss)}</span>
  </span>
);
