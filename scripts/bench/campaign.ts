import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { parseArgs } from "node:util";
import { benchCorpus } from "./browse-corpus";
import { rounded, timed } from "./times";
import { campaignSettingsSchema } from "@/core/campaign/campaign-settings";
import { drawMore } from "@/core/campaign/draw-proxies";
import { firstRecipe } from "@/core/presets";
import { RATER_IDS } from "@/core/raters";
import { recipeHash, selectionKey } from "@/core/recipe-identity";
import { recipeMaker } from "@/server/services/campaign/planned-campaign";
import { knownStatistics } from "@/server/services/corpus/known-statistics";
import { putSelection } from "@/server/services/selection/put-selection";
import { writeSelectionFile } from "@/server/services/selection/selection-file";
import { writeSelections, type WantedSelection } from "@/server/services/selection/write-selections";
import { selectionPath } from "@/server/storage/home";

const { signal } = new AbortController();
/** Selections made one by one, from which the time of all is reckoned. */
const ALONE = 4;

/**
 * `npm run bench -- campaign [--documents N] [--proxies N] [--json]`: the selections of all proxies of a campaign written together,
 * each of a tenth of the corpus, beside one written on its own. `ratio` says how many times as fast a selection is together.
 */
export async function benchCampaign(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      documents: { type: "string", default: "1000000" },
      proxies: { type: "string", default: "64" },
      json: { type: "boolean", default: false },
    },
  });
  const { ctx, fingerprint } = await benchCorpus(Number(values.documents));
  const { home } = ctx;
  const statistics = await knownStatistics(fingerprint, home);
  const base = firstRecipe(statistics);
  if (base === null) throw new Error("the corpus has no rater");
  const settings = campaignSettingsSchema.parse({ base, selection: { share: 0.1 } });
  const recipeOf = recipeMaker({ name: "bench", settings, statistics });
  const wanted = drawMore(settings, RATER_IDS, 0, Number(values.proxies)).map(
    (proxy, at): WantedSelection => {
      const recipe = recipeOf({ number: at + 1, ...proxy });
      const hash = recipeHash(recipe);
      return { recipe, recipeHash: hash, selectionKey: selectionKey(fingerprint, hash) };
    },
  );
  const clear = async (): Promise<void> => {
    for (const one of wanted)
      await rm(selectionPath(one.selectionKey, home), { recursive: true, force: true });
  };
  await clear();
  const alone = await timed(async () => {
    for (const one of wanted.slice(0, ALONE)) {
      const source = { fingerprint, home, recipe: one.recipe, statistics };
      const write = (file: string) =>
        writeSelectionFile({ source, file, signal, onCounted: () => undefined });
      await putSelection({ ...one, home, fingerprint, signal, write });
    }
  });
  await clear();
  const began = process.cpuUsage();
  const together = await timed(() =>
    writeSelections({ fingerprint, home, statistics }, wanted, {
      signal,
      onWritten: () => Promise.resolve(),
      onRefused: (_, error) => Promise.reject(error),
    }),
  );
  const { user, system } = process.cpuUsage(began);
  const bytes = await bytesOf(wanted.map((one) => selectionPath(one.selectionKey, home)));
  await clear();
  const perAlone = alone.ms / Math.min(ALONE, wanted.length);
  const answer = {
    ...{ bench: "campaign", documents: statistics.documents, proxies: wanted.length },
    ...{ seconds: rounded(together.ms / 1_000), cpuSeconds: rounded((user + system) / 1e6), bytes },
    ...{ aloneSeconds: rounded(perAlone / 1_000) },
    ratio: rounded((perAlone * wanted.length) / together.ms),
  };
  for (const [name, figure] of Object.entries(answer)) console.log(`${name.padEnd(13)} ${String(figure)}`);
  if (values.json) console.log(JSON.stringify(answer));
}

async function bytesOf(folders: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const folder of folders)
    for (const name of await readdir(folder)) bytes += (await stat(path.join(folder, name))).size;
  return bytes;
}
