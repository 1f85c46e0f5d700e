import { MODEL_LABELS } from "@/components/campaigns/campaign-text";
import { targetText } from "@/components/campaigns/target-text";
import { formatDate, formatPlural } from "@/components/ui/format";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

/** A fit among others: what of, by what, from how much, when. */
export const fitLabel = ({ createdAt, wishes, answer, used }: CampaignFit): string =>
  [
    targetText(wishes.target),
    MODEL_LABELS[answer.model],
    formatPlural(used.length, "run"),
    formatDate(new Date(createdAt)),
  ].join(" · ");
