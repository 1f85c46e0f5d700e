import { signedTwo, withInterval } from "@/components/campaigns/campaign-text";
import { formatPlural, formatTokens } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import type { CampaignCheck } from "@/server/services/campaign/check";

/** Whether models of another size put the same vectors in the same order; nothing where no campaign shares vectors. */
export const Agreements = ({ agreements }: Pick<CampaignCheck, "agreements">) =>
  agreements.length === 0 ? null : (
    <div className="text-sm">
      <p className="text-muted">The same vectors in campaigns of another model size, Spearman (95 %)</p>
      <ul aria-label="Agreement with other campaigns">
        {agreements.map(
          ({ campaignId, name, parameters, trained, selected, shared, spearman, low, high }) => (
            <li key={campaignId}>
              <TextLink href={`/campaigns/${campaignId}`}>{name}</TextLink>, {formatTokens(parameters)}{" "}
              parameters{budgetsText(trained, selected)}: {withInterval(spearman, low, high, signedTwo)} over{" "}
              {formatPlural(shared, "shared vector")}
            </li>
          ),
        )}
      </ul>
    </div>
  );

/** How the budgets of another campaign differ from this one's; nothing where they do not. */
function budgetsText(trained: number, selected: number): string {
  const parts = [
    [trained, "tokens trained"],
    [selected, "tokens selected"],
  ] as const;
  return parts
    .filter(([times]) => Math.abs(times - 1) >= 0.01)
    .map(([times, what]) => `, ${times.toPrecision(2)} × the ${what}`)
    .join("");
}
