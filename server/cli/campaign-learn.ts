import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { StudioError } from "@/core/errors";
import { firstOptimum, type Optimum } from "@/core/campaign/first-optimum";
import { FIT_MODELS } from "@/core/learning/fit-answer";
import type { CampaignOptions } from "@/server/cli/campaign-options";
import { campaignAnswer } from "@/server/cli/campaign-lines";
import { given, numeric, oneOf, type Answer, type Terminal } from "@/server/cli/command";
import { fitLines } from "@/server/cli/fit-lines";
import { foundLines } from "@/server/cli/found-lines";
import { readLimits, supplyLines } from "@/server/cli/supply-lines";
import { extendCampaign } from "@/server/services/campaign/extend";
import { fitCampaign } from "@/server/services/campaign/fit";
import { getCampaign } from "@/server/services/campaign/get";
import { readKeptFit } from "@/server/services/campaign/fits";
import { requestFit, type fitCampaignInput } from "@/server/services/campaign/request-fit";
import { saveLearnedRecipe } from "@/server/services/campaign/save-recipe";
import { runJobHere } from "@/server/services/job/run-here";

/** Fits a campaign's losses here, or by a running studio; with --save the optimum becomes a version of a recipe. */
export async function fit(terminal: Terminal, id: string, options: CampaignOptions): Promise<Answer> {
  const { target, model, save } = options;
  const found = await fitted(terminal, id, {
    ...given({ target, folds: numeric(options.folds, "--folds") }),
    ...given({ candidates: numeric(options.candidates, "--candidates") }),
    ...(options.supply === undefined ? {} : { supply: await readLimits(options.supply) }),
    ...(model === undefined ? {} : { model: oneOf(model, "--model", FIT_MODELS) }),
  });
  if (save === undefined) return found;
  const { ctx } = terminal;
  const { fitId } = found.json;
  const optimum = await optimumOf(terminal, id, fitId);
  const input = { id, fitId, versionId: randomUUID(), name: save, optimum };
  const { number, note } = await saveLearnedRecipe({ ctx, input });
  return {
    json: { ...found.json, recipe: { name: save, number } },
    lines: [...found.lines, "", `Saved as version ${String(number)} of "${save}": ${note}`],
  };
}

interface Fitted extends Answer {
  readonly json: Readonly<Record<string, unknown>> & { readonly fitId: string };
}

type Wishes = Omit<z.input<typeof fitCampaignInput>, "id" | "fitId">;

export async function fitted(
  { ctx, signal, progress }: Terminal,
  id: string,
  wishes: Wishes,
): Promise<Fitted> {
  const fitId = randomUUID();
  const job = await requestFit({ ctx, input: { id, fitId, ...wishes } });
  await runJobHere({ ctx, jobId: job.id, run: fitCampaign, shutdown: signal, onProgress: progress });
  const kept = await readKeptFit({ ctx, input: { id, fitId } });
  const { answer, columns, used, left, supplied, wishes: asked } = kept;
  const unmatched = { withoutLoss: left.map(({ number }) => `proxy ${String(number)}`), withoutWeights: [] };
  const shown = { ...answer, columns, unmatched, testUnmatched: null };
  const { model, validation, search, curve, next } = answer;
  return {
    json: {
      ...{ fitId, target: asked.target, model, ...validation, columns, used, left, search, curve, next },
      ...given({ supply: answer.supply, supplied }),
    },
    lines: [
      `Fit ${fitId}`,
      ...fitLines(shown, asked.target),
      ...foundLines(shown, asked.next),
      ...supplyLines(kept),
    ],
  };
}

/** More draws, what a fit proposes, its optimum, or more seeds of the checks. */
export async function extend(terminal: Terminal, id: string, options: CampaignOptions): Promise<Answer> {
  const { ctx } = terminal;
  const { proxies } = await getCampaign({ ctx, input: { id } });
  const wanted = wantedBy(options);
  const more =
    wanted.kind === "learned" ? { ...wanted, optimum: await optimumOf(terminal, id, wanted.fitId) } : wanted;
  const extended = await extendCampaign({ ctx, input: { id, after: proxies.length, more } });
  const added = extended.proxies.length - proxies.length;
  const { json, lines } = campaignAnswer(extended);
  return { json: { ...json, added }, lines: [`${String(added)} proxies added.`, ...lines] };
}

/** The optimum that the page begins with too. */
async function optimumOf({ ctx }: Terminal, id: string, fitId: string): Promise<Optimum> {
  const { proxies } = await getCampaign({ ctx, input: { id } });
  return firstOptimum(await readKeptFit({ ctx, input: { id, fitId } }), proxies);
}

function wantedBy({ count, proposals, learned, seeds }: CampaignOptions) {
  const wanted = [
    ...(count === undefined ? [] : [{ kind: "draws" as const, count: numeric(count, "--count") ?? 0 }]),
    ...(proposals === undefined ? [] : [{ kind: "proposals" as const, fitId: proposals }]),
    ...(learned === undefined ? [] : [{ kind: "learned" as const, fitId: learned }]),
    ...(seeds === undefined ? [] : [{ kind: "checks" as const, seeds: numeric(seeds, "--seeds") ?? 0 }]),
  ];
  const [only] = wanted;
  if (only !== undefined && wanted.length === 1) return only;
  throw new StudioError(
    "invalid-input",
    "A campaign is extended in one of four ways.",
    "Give --count N, --proposals FIT, --learned FIT or --seeds N.",
  );
}
