import { formatLoss, NONE } from "@/components/campaigns/campaign-text";
import { CAMPAIGN_TONES } from "@/components/campaigns/proxy-tone";
import type { Column } from "@/components/table/data-table";
import { Badge } from "@/components/ui/badge";
import { formatCount } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import { TimeAgo } from "@/components/ui/time-ago";
import type { CampaignSummary } from "@/server/services/campaign/campaign-summary";

/** How a campaign stands, one a row. */
export const CAMPAIGN_COLUMNS: readonly Column<CampaignSummary>[] = [
  {
    id: "name",
    header: "Campaign",
    rowHeader: true,
    cell: ({ id, name }) => (
      <TextLink href={`/campaigns/${id}`} className="block truncate" title={name}>
        {name}
      </TextLink>
    ),
  },
  {
    id: "corpus",
    header: "Corpus",
    from: "md",
    cell: ({ corpus }) => `${corpus.name} version ${String(corpus.number)}`,
  },
  {
    id: "proxies",
    header: "Proxies",
    align: "right",
    cell: ({ counts, proxies }) => `${formatCount(counts.done)} of ${formatCount(proxies)}`,
  },
  {
    id: "training",
    header: "Training",
    align: "right",
    from: "sm",
    cell: ({ counts }) => formatCount(counts.training),
  },
  {
    id: "failed",
    header: "Failed",
    align: "right",
    from: "sm",
    cell: ({ counts: { failed } }) =>
      failed === 0 ? "0" : <span className="font-medium text-danger">{formatCount(failed)}</span>,
  },
  {
    id: "best",
    header: "Best loss",
    align: "right",
    from: "sm",
    cell: ({ bestLoss }) => (bestLoss === null ? NONE : formatLoss(bestLoss)),
  },
  {
    id: "created",
    header: "Begun",
    align: "right",
    from: "md",
    cell: ({ createdAt }) => (
      <span className="text-muted">
        <TimeAgo date={createdAt} />
      </span>
    ),
  },
  {
    id: "state",
    header: "State",
    align: "right",
    cell: ({ state }) => <Badge tone={CAMPAIGN_TONES[state]}>{state}</Badge>,
  },
];
