import { z } from "zod";
import { demoCampaign } from "@/core/campaign/demo-campaign";
import { StudioError } from "@/core/errors";
import { createCampaign } from "@/server/services/campaign/create";
import type { CampaignDetail } from "@/server/services/campaign/campaign-summary";
import type { Context } from "@/server/services/context";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { DEMO_NAME } from "@/server/services/demo/demo-name";
import { parseInput } from "@/server/services/parse-input";

export const createDemoInput = z.object({
  /** Made by the client; a repeat is the same act. */
  id: z.uuid(),
  /** Of each training. */
  steps: z.number().int().min(2).max(1_000).optional(),
});

/** Begins the demo campaign on the demo corpus. @throws StudioError `not-found` where that is not there */
export async function createDemo({
  ctx,
  input,
}: {
  ctx: Context;
  input: z.input<typeof createDemoInput>;
}): Promise<CampaignDetail> {
  const { id, steps } = parseInput(createDemoInput, input);
  const version = await ctx.db.corpusVersion.findFirst({
    where: { workspaceId: ctx.workspaceId, deletedAt: null, corpus: { name: DEMO_NAME } },
    orderBy: { number: "desc" },
  });
  if (version === null)
    throw new StudioError("not-found", `There is no corpus "${DEMO_NAME}".`, "npm start makes it.");
  const settings = demoCampaign(await knownStatistics(version.fingerprint, ctx.home), steps);
  return createCampaign({
    ctx,
    input: { id, name: "Demo campaign", corpusVersionId: version.id, settings },
  });
}
