import { z } from "zod";
import { StudioError } from "@/core/errors";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import { campaignIdInput } from "@/server/services/campaign/find-campaign";
import { getCampaign } from "@/server/services/campaign/get";
import type { Context } from "@/server/services/context";
import { parseInput } from "@/server/services/parse-input";

export const archiveCampaignInput = campaignIdInput.extend({ archived: z.boolean() });

/**
 * Takes a campaign from the list, or brings it back; its page, its fits and its runs stay.
 * @throws StudioError `not-found`; `conflict` for one that still hands out, trains or comes to a stop
 */
export async function archiveCampaign({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof archiveCampaignInput>;
}): Promise<CampaignDetail> {
  const { id, archived } = parseInput(archiveCampaignInput, input);
  authorise(ctx, "archive a campaign");
  const { summary } = await getCampaign({ ctx, input: { id } });
  if (archived && (summary.state === "running" || summary.state === "stopping"))
    throw new StudioError(
      "conflict",
      `The campaign "${summary.name}" is still ${summary.state}.`,
      "Stop it, wait until its proxies have stopped, then archive it.",
    );
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.campaign.updateMany({
      where: { id, workspaceId: ctx.workspaceId, archivedAt: archived ? null : { not: null } },
      data: { archivedAt: archived ? new Date() : null, version: { increment: 1 } },
    });
    const action = archived ? "campaign archived" : "campaign restored";
    if (count > 0) await recordAudit(tx, ctx, { action, subject: id });
  });
  return getCampaign({ ctx, input: { id } });
}
