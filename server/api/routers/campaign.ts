import { procedure, router } from "@/server/api/trpc";
import { archiveCampaign, archiveCampaignInput } from "@/server/services/campaign/archive";
import { checkCampaign, checkCampaignInput } from "@/server/services/campaign/check";
import { createCampaign, createCampaignInput } from "@/server/services/campaign/create";
import { createDemo, createDemoInput } from "@/server/services/campaign/create-demo";
import { estimate, estimateCampaignInput } from "@/server/services/campaign/estimate";
import { extendCampaign, extendCampaignInput } from "@/server/services/campaign/extend";
import { campaignIdInput } from "@/server/services/campaign/find-campaign";
import { campaignFits, keptFitInput, readKeptFit } from "@/server/services/campaign/fits";
import { getCampaign } from "@/server/services/campaign/get";
import { importLosses, importLossesInput } from "@/server/services/campaign/import-losses";
import { listCampaigns, listCampaignsInput } from "@/server/services/campaign/list";
import { fitCampaignInput, requestFit } from "@/server/services/campaign/request-fit";
import { resumeCampaign, resumeCampaignInput } from "@/server/services/campaign/resume";
import { saveLearnedInput, saveLearnedRecipe } from "@/server/services/campaign/save-recipe";
import { stopCampaign } from "@/server/services/campaign/stop";

export const campaignRouter = router({
  estimate: procedure("read")
    .input(estimateCampaignInput)
    .query(({ ctx, input }) => estimate({ ctx, input })),
  create: procedure("run a campaign")
    .input(createCampaignInput)
    .mutation(({ ctx, input }) => createCampaign({ ctx, input })),
  createDemo: procedure("run a campaign")
    .input(createDemoInput)
    .mutation(({ ctx, input }) => createDemo({ ctx, input })),
  list: procedure("read")
    .input(listCampaignsInput)
    .query(({ ctx, input }) => listCampaigns({ ctx, input })),
  get: procedure("read")
    .input(campaignIdInput)
    .query(({ ctx, input }) => getCampaign({ ctx, input })),
  stop: procedure("run a campaign")
    .input(campaignIdInput)
    .mutation(({ ctx, input }) => stopCampaign({ ctx, input })),
  archive: procedure("archive a campaign")
    .input(archiveCampaignInput)
    .mutation(({ ctx, input }) => archiveCampaign({ ctx, input })),
  resume: procedure("run a campaign")
    .input(resumeCampaignInput)
    .mutation(({ ctx, input }) => resumeCampaign({ ctx, input })),
  extend: procedure("run a campaign")
    .input(extendCampaignInput)
    .mutation(({ ctx, input }) => extendCampaign({ ctx, input })),
  fit: procedure("learn weights")
    .input(fitCampaignInput)
    .mutation(({ ctx, input }) => requestFit({ ctx, input })),
  fits: procedure("read")
    .input(campaignIdInput)
    .query(({ ctx, input }) => campaignFits({ ctx, input })),
  fitWhole: procedure("read")
    .input(keptFitInput)
    .query(({ ctx, input }) => readKeptFit({ ctx, input })),
  check: procedure("read")
    .input(checkCampaignInput)
    .query(({ ctx, input }) => checkCampaign({ ctx, input })),
  importLosses: procedure("run a campaign")
    .input(importLossesInput)
    .mutation(({ ctx, input }) => importLosses({ ctx, input })),
  saveRecipe: procedure("save a recipe")
    .input(saveLearnedInput)
    .mutation(({ ctx, input }) => saveLearnedRecipe({ ctx, input })),
});
