import { signedTwo } from "@/components/campaigns/campaign-text";
import { formatCount } from "@/components/ui/format";
import { RUNS_A_WEIGHT } from "@/core/campaign/campaign-estimate";
import type { CampaignFit } from "@/server/services/campaign/kept-fit";

/** What to know before a fit is believed, plainly; nothing where it can be. */
export function fitWarnings({
  used,
  columns,
  answer,
}: Pick<CampaignFit, "used" | "columns" | "answer">): string[] {
  const { spearman, low, high } = answer.validation;
  const few = used.length < RUNS_A_WEIGHT * columns.length;
  const chance =
    spearman === null || low.spearman === null || high.spearman === null
      ? "Its predictions do not differ, so they order nothing."
      : low.spearman <= 0
        ? `The order it foretells may be chance: Spearman ${signedTwo(spearman)}, 95 % ${signedTwo(low.spearman)} to ${signedTwo(high.spearman)}. Do not follow its weights.`
        : null;
  return [
    few
      ? `${String(used.length)} runs cannot identify ${String(columns.length)} weights: this shows the way, it proves nothing.`
      : null,
    chance,
    answer.supply?.held === 0
      ? `None of ${formatCount(answer.supply.tried)} candidates supplies what was asked of the target, so there are no best weights. Widen the limits and learn again.`
      : null,
    answer.search !== undefined && answer.search.direct.low === null
      ? "Under 19 runs a predicted loss has no interval."
      : null,
  ].filter((warning) => warning !== null);
}
