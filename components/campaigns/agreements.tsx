import { signedTwo, withInterval } from "@/components/campaigns/campaign-text";
import { formatPlural, formatTokens } from "@/components/ui/format";
import { TextLink } from "@/components/ui/text-link";
import type { CampaignCheck } from "@/server/services/campaign/check";

/** Whether models of another size put the same vectors in the same order; nothing where no campaign shares vectors. */
export const Agreements = ({ agreements }: Pick<CampaignCheck, "agreements">) =>
  agreements.length === 0 ? null : (
    <div className="text-sm">
      <p className="text-muted">The same vectors in other campaigns, Spearman (95 %)</p>
      <ul aria-label="Agreement with other campaigns">
        {agreements.map(({ campaignId, name, parameters, shared, spearman, low, high }) => (
          <li key={campaignId}>
            <TextLink href={`/campaigns/${campaignId}`}>{name}</TextLink>, {formatTokens(parameters)}{" "}
            parameters: {withInterval(spearman, low, high, signedTwo)} over{" "}
            {formatPlural(shared, "shared vector")}
          </li>
        ))}
      </ul>
    </div>
  );
