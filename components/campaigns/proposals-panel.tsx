"use client";

import { useMutation } from "@tanstack/react-query";
import { ActButton } from "@/components/api/act-button";
import { useTRPC } from "@/components/api/trpc";
import { formatLoss } from "@/components/campaigns/campaign-text";
import { useCampaignAct } from "@/components/campaigns/use-campaign-act";
import { fullVector } from "@/core/campaign/full-vector";
import { WeightStrip } from "@/components/campaigns/weight-strip";
import { DataTable, type Column } from "@/components/table/data-table";
import { Panel } from "@/components/ui/page";
import type { FitAnswer } from "@/core/learning/fit-answer";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

interface ProposalsPanelProps {
  readonly campaign: CampaignDetail;
  readonly fit: CampaignFit;
}

type Proposal = NonNullable<FitAnswer["next"]>[number];

/** Which proxies would teach most, and the button that trains them; nothing for a fit that proposes none. */
export function ProposalsPanel({ campaign, fit }: ProposalsPanelProps) {
  const { id, archived } = campaign.summary;
  const act = useCampaignAct(id);
  const extend = useMutation(useTRPC().campaign.extend.mutationOptions(act));
  const { next = [] } = fit.answer;
  if (next.length === 0) return null;
  const there = new Set(
    campaign.proxies.flatMap(({ role, weights }) => (role === "proposed" ? [weights.join()] : [])),
  );
  const left = next.filter(({ weights }) => !there.has(fullVector(fit.columns, weights).join())).length;
  return (
    <Panel
      title="Proxies that would teach most"
      flush
      aside={
        left === 0 ? (
          <span className="text-xs text-muted">all of them are in the campaign</span>
        ) : (
          !archived && (
            <ActButton
              verb="run a campaign"
              busy={extend.isPending}
              onClick={() =>
                extend.mutate({
                  id,
                  after: campaign.proxies.length,
                  more: { kind: "proposals", fitId: fit.id },
                })
              }
            >
              Train these {left} next
            </ActButton>
          )
        )
      }
    >
      <DataTable
        caption="Proposed proxies"
        columns={columnsOf(fit.columns)}
        rows={next}
        rowKey={(_, at) => String(at)}
      />
      <p className="border-t px-3 py-1.5 text-xs text-muted">
        By a Gaussian process: where a loss is most expected to fall below the lowest there is.
      </p>
    </Panel>
  );
}

const columnsOf = (columns: readonly string[]): readonly Column<Proposal>[] => [
  {
    id: "weights",
    header: "Weights",
    cell: ({ weights }) => <WeightStrip weights={fullVector(columns, weights)} />,
  },
  {
    id: "predicted",
    header: "Predicted loss",
    align: "right",
    cell: ({ predicted, spread }) => `${formatLoss(predicted)} ± ${formatLoss(spread)}`,
  },
  {
    id: "gain",
    header: "Expected gain",
    align: "right",
    from: "sm",
    cell: ({ expectedImprovement }) => formatLoss(expectedImprovement),
  },
];
