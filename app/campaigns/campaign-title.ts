import "server-only";
import { pageCaller } from "@/app/page-caller";

/** Name of a campaign for the title of its page; the page itself says what is wrong when there is none. */
export async function campaignTitle(id: string): Promise<string> {
  const campaign = await (await pageCaller()).campaign.get({ id }).catch(() => null);
  return campaign?.summary.name ?? "Campaign";
}
