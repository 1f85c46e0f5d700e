import { MODEL_LABELS } from "@/components/campaigns/campaign-text";
import { targetText } from "@/components/campaigns/target-text";
import { formatDate, formatPlural } from "@/components/ui/format";
import type { FitHead } from "@/server/services/campaign/kept-fit";

/** A fit among others: what of, by what, from how much, when. */
export const fitLabel = ({ createdAt, wishes, model, proxies }: FitHead): string =>
  [
    targetText(wishes.target),
    MODEL_LABELS[model],
    formatPlural(proxies, "run"),
    formatDate(new Date(createdAt)),
  ].join(" · ");
