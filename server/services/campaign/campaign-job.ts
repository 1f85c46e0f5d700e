/** Key of the one job that selects, hands out and collects for a campaign. */
export const campaignJobKey = (campaignId: string): string => `campaign:${campaignId}`;

/** Campaign of such a key; null for the key of another job. */
export const campaignOfJob = (key: string): string | null =>
  key.startsWith(campaignJobKey("")) ? key.slice(campaignJobKey("").length) : null;

/** Key of a fit; the same id again is the same fit. */
export const fitJobKey = (campaignId: string, fitId: string): string => `fit:${campaignId}:${fitId}`;

/** What the keys of all fits of a campaign begin with. */
export const fitJobPrefix = (campaignId: string): string => fitJobKey(campaignId, "");
