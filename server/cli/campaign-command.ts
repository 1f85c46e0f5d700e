import path from "node:path";
import { parseArgs } from "node:util";
import { StudioError } from "@/core/errors";
import { FIT_MODELS } from "@/core/learning/fit-answer";
import { createFromFiles, runDemo } from "@/server/cli/campaign-begin";
import { extend, fit } from "@/server/cli/campaign-learn";
import { campaignAnswer, campaignsLines, problemLines } from "@/server/cli/campaign-lines";
import { CAMPAIGN_OPTIONS, type CampaignOptions } from "@/server/cli/campaign-options";
import { required, type Answer, type Command, type Terminal } from "@/server/cli/command";
import { archiveCampaign } from "@/server/services/campaign/archive";
import { CAMPAIGN_FORMATS, writeCampaign } from "@/server/services/campaign/export";
import { followCampaign } from "@/server/services/campaign/follow";
import { getCampaign } from "@/server/services/campaign/get";
import { importLossesFile } from "@/server/services/campaign/import-losses-file";
import { listCampaigns } from "@/server/services/campaign/list";
import { resumeCampaign } from "@/server/services/campaign/resume";
import { stopCampaign } from "@/server/services/campaign/stop";

type Verb = (
  terminal: Terminal,
  id: string,
  options: CampaignOptions,
  rest: readonly string[],
) => Promise<Answer>;

const shown = async ({ ctx }: Terminal, id: string): Promise<Answer> =>
  campaignAnswer(await getCampaign({ ctx, input: { id } }));

/** What is done with a campaign that is there. */
const VERBS: Readonly<Record<string, Verb>> = {
  show: shown,
  run: async (terminal, id) => {
    const { ctx, signal, progress } = terminal;
    await followCampaign({ ctx, campaignId: id, shutdown: signal, onProgress: progress });
    return shown(terminal, id);
  },
  stop: async ({ ctx }, id) => campaignAnswer(await stopCampaign({ ctx, input: { id } })),
  resume: async ({ ctx }, id, { failed }) =>
    campaignAnswer(await resumeCampaign({ ctx, input: { id, failed } })),
  archive: async ({ ctx }, id) =>
    campaignAnswer(await archiveCampaign({ ctx, input: { id, archived: true } })),
  restore: async ({ ctx }, id) =>
    campaignAnswer(await archiveCampaign({ ctx, input: { id, archived: false } })),
  extend,
  fit,
  import: async ({ ctx }, id, _options, [file]) => {
    const read = await importLossesFile(ctx, id, path.resolve(required(file, "The file of losses")));
    return { json: read, lines: problemLines(read) };
  },
  export: async ({ ctx, signal }, id, { out, format = "csv" }) => {
    const wanted = CAMPAIGN_FORMATS.find((known) => known === format);
    if (wanted === undefined)
      throw new StudioError(
        "invalid-input",
        `--format is "${format}".`,
        `Choose one of ${CAMPAIGN_FORMATS.join(", ")}.`,
      );
    const file = path.resolve(required(out, "--out"));
    await writeCampaign({ ctx, input: { id, format: wanted }, signal, file });
    return { json: { file }, lines: [`Proxies written to ${file}.`] };
  },
};

export const campaignCommand: Command = {
  usage:
    "campaign [list [--archived] | create --corpus C --recipe BASE.json --name N [--settings S.json] [--proxies N] | demo [--steps N] | show|run|stop|archive|restore CAMPAIGN | resume CAMPAIGN [--failed] | " +
    `extend CAMPAIGN --count N|--proposals FIT|--learned FIT|--seeds N | fit CAMPAIGN [--target LOSS] [--model ${FIT_MODELS.join("|")}] [--folds N] [--candidates N] [--supply LIMITS.json] [--save RECIPE] | ` +
    `import CAMPAIGN LOSSES.csv | export CAMPAIGN --out FILE [--format ${CAMPAIGN_FORMATS.join("|")}]]`,
  summary:
    "train many small proxies on selections by many weights and learn the weights from their losses; create queues it for a running studio, run trains it here, resume goes on with all of it (with --failed also with what failed), demo does all of it with eight tiny proxies",
  async run(terminal, args) {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: CAMPAIGN_OPTIONS });
    const [verb = "list", wanted, ...rest] = positionals;
    if (verb === "list") {
      const { archived } = values;
      const campaigns = await listCampaigns({ ctx: terminal.ctx, input: { archived } });
      return { json: { campaigns }, lines: campaignsLines(campaigns, archived) };
    }
    if (verb === "create") return createFromFiles(terminal, values);
    if (verb === "demo") return runDemo(terminal, values);
    const act = VERBS[verb];
    if (act === undefined)
      throw new StudioError(
        "invalid-input",
        `"campaign ${verb}" is unknown.`,
        `Use: ${campaignCommand.usage}.`,
      );
    return act(terminal, await idOf(terminal, required(wanted, "The campaign")), values, rest);
  },
};

/** A campaign by id, or by a name that only one has; archived ones where no other is called so. */
async function idOf({ ctx }: Terminal, wanted: string): Promise<string> {
  const called = async (archived: boolean) =>
    (await listCampaigns({ ctx, input: { archived } })).filter(
      ({ id, name }) => id === wanted || name === wanted,
    );
  const kept = await called(false);
  const found = kept.length > 0 ? kept : await called(true);
  const [campaign] = found;
  if (campaign !== undefined && found.length === 1) return campaign.id;
  throw new StudioError(
    "not-found",
    campaign === undefined
      ? `There is no campaign "${wanted}".`
      : `Several campaigns are called "${wanted}".`,
    "Name one by its id: npm run studio -- campaign list.",
  );
}
