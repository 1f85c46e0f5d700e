import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  sortFn_basic,
  tableFeatures,
  type Row,
} from "@tanstack/react-table";
import { CircleAlert } from "lucide-react";
import { formatLoss, NONE } from "@/components/campaigns/campaign-text";
import { PROXY_TONES, ROLE_LABELS } from "@/components/campaigns/proxy-tone";
import { WeightStrip } from "@/components/campaigns/weight-strip";
import { epochsText } from "@/components/training/plan.prepare";
import { Badge } from "@/components/ui/badge";
import { formatCount, formatTokens } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import { PROXY_ROLES, PROXY_STATES } from "@/core/campaign/proxy-roles";
import type { ProxySummary } from "@/server/services/campaign/campaign-summary";

export const FEATURES = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
export type ProxyRow = Row<typeof FEATURES, ProxySummary>;

interface Look {
  readonly label: string;
  readonly align: "left" | "right";
  /** Narrowest screen that shows the column. */
  readonly from?: "sm" | "md" | "lg";
}

/** Columns on the screen, in their order. */
export const LOOKS = {
  number: { label: "No.", align: "right" },
  role: { label: "Role", align: "left", from: "sm" },
  state: { label: "State", align: "left" },
  loss: { label: "Loss", align: "right" },
  weights: { label: "Weights", align: "left", from: "sm" },
  tokens: { label: "Selected", align: "right", from: "md" },
  epochs: { label: "Epochs", align: "right", from: "md" },
  step: { label: "Step", align: "right", from: "lg" },
  run: { label: "Run", align: "left" },
} as const satisfies Readonly<Record<string, Look>>;

const helper = createColumnHelper<typeof FEATURES, ProxySummary>();
const number = { sortFn: sortFn_basic, sortUndefined: "last" } as const;
const unsorted = { enableSorting: false } as const;

export const COLUMNS = helper.columns([
  helper.accessor("number", { id: "number", ...number, cell: ({ getValue }) => getValue() }),
  helper.accessor(({ role }) => PROXY_ROLES.indexOf(role), {
    id: "role",
    ...number,
    cell: ({ row }) => ROLE_LABELS[row.original.role],
  }),
  helper.accessor(({ state }) => PROXY_STATES.indexOf(state), {
    id: "state",
    ...number,
    cell: ({ row }) => <State proxy={row.original} />,
  }),
  helper.accessor(({ loss }) => loss ?? undefined, {
    id: "loss",
    ...number,
    cell: ({ row: { original } }) => <Loss proxy={original} />,
  }),
  helper.accessor("weights", {
    id: "weights",
    ...unsorted,
    cell: ({ getValue }) => <WeightStrip weights={getValue()} />,
  }),
  helper.accessor(({ selection }) => selection?.tokens, {
    id: "tokens",
    ...number,
    cell: ({ row }) => {
      const { selection } = row.original;
      return selection === null ? (
        NONE
      ) : (
        <TextLink href={`/selections/${selection.id}`}>{formatTokens(selection.tokens)}</TextLink>
      );
    },
  }),
  helper.accessor(({ epochs }) => epochs ?? undefined, {
    id: "epochs",
    ...number,
    cell: ({ row }) => (row.original.epochs === null ? NONE : epochsText(row.original.epochs)),
  }),
  helper.accessor(({ step, totalSteps }) => (totalSteps === 0 ? undefined : step / totalSteps), {
    id: "step",
    ...number,
    cell: ({ row: { original } }) =>
      original.runId === null ? NONE : `${formatCount(original.step)} / ${formatCount(original.totalSteps)}`,
  }),
  helper.accessor("runId", {
    id: "run",
    ...unsorted,
    cell: ({ getValue }) => {
      const id = getValue();
      return id === null ? NONE : <TextLink href={`/runs/${id}`}>open</TextLink>;
    },
  }),
]);

const State = ({ proxy: { state, failure } }: { readonly proxy: ProxySummary }) => (
  <span title={failure ?? undefined}>
    <Badge tone={PROXY_TONES[state]}>
      {state === "failed" && <CircleAlert aria-hidden className="size-3" />}
      {state}
    </Badge>
  </span>
);

const Loss = ({ proxy: { loss, measuredElsewhere } }: { readonly proxy: ProxySummary }) => (
  <>
    {loss === null ? NONE : formatLoss(loss)}
    {measuredElsewhere && <span className="text-xs text-muted"> read in</span>}
  </>
);
