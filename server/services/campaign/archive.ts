import { z } from "zod";
import { StudioError } from "@/core/errors";
import type { DbTransaction } from "@/server/db/client";
import { transaction } from "@/server/db/transaction";
import { recordAudit } from "@/server/services/audit/record";
import { authorise } from "@/server/services/authorise";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import { campaignIdInput, findCampaign } from "@/server/services/campaign/find-campaign";
import { getCampaign } from "@/server/services/campaign/get";
import { findCampaigns } from "@/server/services/campaign/list";
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
  await findCampaign(ctx, id);
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.campaign.updateMany({
      where: { id, workspaceId: ctx.workspaceId, archivedAt: archived ? null : { not: null } },
      data: { archivedAt: archived ? new Date() : null, version: { increment: 1 } },
    });
    const action = archived ? "campaign archived" : "campaign restored";
    if (count === 0) return;
    if (archived) await expectAtRest(tx, ctx, id);
    await recordAudit(tx, ctx, { action, subject: id });
  });
  return getCampaign({ ctx, input: { id } });
}

/** After the write, which whoever lets the campaign go on waits for or comes before. */
async function expectAtRest(tx: DbTransaction, { workspaceId }: Context, id: string): Promise<void> {
  const [summary] = await findCampaigns({ db: tx, workspaceId }, { id });
  if (summary?.state !== "running" && summary?.state !== "stopping") return;
  throw new StudioError(
    "conflict",
    `The campaign "${summary.name}" is still ${summary.state}.`,
    "Stop it, wait until its proxies have stopped, then archive it.",
  );
}
