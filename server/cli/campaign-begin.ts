import { randomUUID } from "node:crypto";
import { readFile } from "node:fs/promises";
import { jsonOrNull } from "@/core/json-or-null";
import { defaultCampaignSettings } from "@/core/campaign/campaign-settings";
import { StudioError } from "@/core/errors";
import type { CampaignOptions } from "@/server/cli/campaign-options";
import { fitted } from "@/server/cli/campaign-learn";
import { campaignAnswer, checkLines, estimateLines } from "@/server/cli/campaign-lines";
import { given, numeric, required, type Answer, type Terminal } from "@/server/cli/command";
import { findCorpus } from "@/server/cli/find-corpus";
import { readRecipeFile } from "@/server/cli/read-recipe-file";
import { checkCampaign } from "@/server/services/campaign/check";
import { createCampaign, createCampaignInput } from "@/server/services/campaign/create";
import { createDemo } from "@/server/services/campaign/create-demo";
import { estimate } from "@/server/services/campaign/estimate";
import { followCampaign } from "@/server/services/campaign/follow";
import { getCampaign } from "@/server/services/campaign/get";
import { parseInput } from "@/server/services/parse-input";

/** A campaign by a base recipe and a file of settings, each of which may be left out. */
export async function createFromFiles({ ctx }: Terminal, options: CampaignOptions): Promise<Answer> {
  const { version } = await findCorpus(ctx, required(options.corpus, "--corpus"));
  const proxies = numeric(options.proxies, "--proxies");
  const base = await readRecipeFile(required(options.recipe, "--recipe"));
  const read = options.settings === undefined ? {} : await settingsIn(options.settings);
  const settings = {
    // A named model has a shape of its own.
    ...("model" in read ? {} : defaultCampaignSettings(base)),
    ...read,
    base,
    ...given({ proxies }),
  };
  const name = required(options.name, "--name");
  const input = parseInput(createCampaignInput, {
    ...{ id: randomUUID(), name, corpusVersionId: version.versionId, settings },
  });
  const cost = await estimate({ ctx, input });
  const answer = campaignAnswer(await createCampaign({ ctx, input }));
  return { json: { ...answer.json, estimate: cost }, lines: [...answer.lines, "", ...estimateLines(cost)] };
}

async function settingsIn(file: string): Promise<object> {
  const text = await readFile(file, "utf8").catch(() => {
    throw new StudioError("not-found", `${file} cannot be read.`, "Name a JSON file of settings.");
  });
  const read = jsonOrNull(text);
  if (typeof read === "object" && read !== null && !Array.isArray(read)) return read;
  throw new StudioError("invalid-input", `${file} is not a JSON object.`, "Write settings by name.");
}

/** The demo campaign from its draw to its verdict, here or by a running studio. */
export async function runDemo(terminal: Terminal, options: CampaignOptions): Promise<Answer> {
  const { ctx, signal, progress } = terminal;
  const steps = numeric(options.steps, "--steps");
  const id = randomUUID();
  await createDemo({ ctx, input: { id, ...given({ steps }) } });
  await followCampaign({ ctx, campaignId: id, shutdown: signal, onProgress: progress });
  const { json, lines } = await fitted(terminal, id, { candidates: CANDIDATES });
  const check = await checkCampaign({ ctx, input: { id } });
  const shown = campaignAnswer(await getCampaign({ ctx, input: { id } }));
  return {
    json: { ...shown.json, fit: json, verdict: check.verdict },
    lines: [...shown.lines, "", ...lines, "", ...checkLines(check), "", TOO_FEW],
  };
}

/** As many as eight runs deserve. */
const CANDIDATES = 100_000;
const TOO_FEW =
  "8 runs cannot identify 25 weights: this shows how a campaign goes, not which weights are good.";
