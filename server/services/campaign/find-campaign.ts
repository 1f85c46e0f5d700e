import { z } from "zod";
import { campaignSettingsSchema, type CampaignSettings } from "@/core/campaign/campaign-settings";
import { StudioError } from "@/core/errors";
import type { Prisma } from "@/generated/sqlite/client";
import type { DbTransaction } from "@/server/db/client";
import type { Context } from "@/server/services/context";

export const campaignIdInput = z.object({ id: z.uuid() });

export const CAMPAIGN_PARTS = {
  corpusVersion: { include: { corpus: true } },
} as const satisfies Prisma.CampaignInclude;

export type CampaignParts = Prisma.CampaignGetPayload<{ include: typeof CAMPAIGN_PARTS }>;

/** @throws StudioError `not-found` */
export async function findCampaign(ctx: Context, id: string): Promise<CampaignParts> {
  const found = await ctx.db.campaign.findFirst({
    where: { id, workspaceId: ctx.workspaceId },
    include: CAMPAIGN_PARTS,
  });
  if (found !== null) return found;
  throw new StudioError(
    "not-found",
    `There is no campaign ${id}.`,
    "Choose one from the list of campaigns: npm run studio -- campaign list.",
  );
}

/** A campaign that may go on. @throws StudioError `not-found`; `conflict` for one that is archived */
export async function findKeptCampaign(ctx: Context, id: string): Promise<CampaignParts> {
  const found = await findCampaign(ctx, id);
  if (found.archivedAt === null) return found;
  throw isArchived(found.name);
}

const isArchived = (name: string): StudioError =>
  new StudioError("conflict", `The campaign "${name}" is archived.`, "Restore it first.");

/**
 * Writes to a campaign that may go on, first of all in a transaction: whoever archives it comes before or after.
 * @throws StudioError `conflict` for one that is archived
 */
export async function updateKeptCampaign(
  tx: DbTransaction,
  id: string,
  data: Prisma.CampaignUncheckedUpdateManyInput = {},
): Promise<void> {
  const { count } = await tx.campaign.updateMany({
    where: { id, archivedAt: null },
    data: { ...data, version: { increment: 1 } },
  });
  if (count === 0) throw isArchived((await tx.campaign.findUniqueOrThrow({ where: { id } })).name);
}

export const settingsOf = (campaign: { readonly settings: unknown }): CampaignSettings =>
  campaignSettingsSchema.parse(campaign.settings);
