import type { CampaignSummary } from "@/server/services/campaign/campaign-summary";

/** Whether something of a campaign still changes; one that is being stopped has proxies that come to their checkpoints. */
export const isUnderWay = ({
  summary: { state, counts },
}: {
  readonly summary: Pick<CampaignSummary, "state" | "counts">;
}): boolean => state === "running" || state === "stopping" || counts.training + counts.queued > 0;
