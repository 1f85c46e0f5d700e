import { readdir } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { StudioError } from "@/core/errors";
import { FIT_MODELS, fitAnswerSchema } from "@/core/learning/fit-answer";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { campaignPath } from "@/server/storage/home";
import { readJsonFile } from "@/server/storage/read-json-file";

/** What a fit of a campaign is asked for. */
export const fitWishesSchema = z.strictObject({
  /** Name of the loss to learn. */
  target: z.string().min(1),
  model: z.enum(FIT_MODELS),
  folds: z.number().int().min(2).max(50),
  seed: z.number().int().min(0).max(Number.MAX_SAFE_INTEGER),
  candidates: z.number().int().min(1_000).max(10_000_000),
  /** Loss that moving all weight away from the base recipe's costs. */
  penalty: z.number().min(0),
  /** Greatest share of the weight that may be moved away from the base recipe's; null: any. */
  radius: z.number().gt(0).max(1).nullable(),
  /** Proxies to propose. */
  next: z.number().int().min(0).max(64),
});
export type FitWishes = z.output<typeof fitWishesSchema>;

const keptFitSchema = z.strictObject({
  v: z.literal(1),
  id: z.uuid(),
  /** ISO 8601. */
  createdAt: z.string(),
  wishes: fitWishesSchema,
  /** Raters, in the order of every vector of the answer. */
  columns: z.array(z.string()),
  /** Proxies it was learnt from, and those to learn from that were not there, each with the reason. */
  used: z.array(z.string()),
  left: z.array(z.strictObject({ id: z.string(), number: z.number().int(), why: z.string() })),
  answer: fitAnswerSchema,
});
/** A fit as it is kept: campaigns/<id>/fits/<fitId>.json, wholly there or not at all. */
export type CampaignFit = z.output<typeof keptFitSchema>;

const folderOf = (campaignId: string, home: string): string =>
  path.join(campaignPath(campaignId, home), "fits");

const fileOf = (campaignId: string, fitId: string, home: string): string =>
  path.join(folderOf(campaignId, home), `${fitId}.json`);

export const keepFit = (campaignId: string, fit: CampaignFit, home: string): Promise<void> =>
  writeFileAtomic(fileOf(campaignId, fit.id, home), JSON.stringify(fit));

/** @throws StudioError `not-found` */
export async function readFit(campaignId: string, fitId: string, home: string): Promise<CampaignFit> {
  const fit = (await readFits(campaignId, home)).find(({ id }) => id === fitId);
  if (fit !== undefined) return fit;
  throw new StudioError("not-found", `The campaign has no fit ${fitId}.`, "Fit again, or choose another.");
}

/** Fits of a campaign, the newest first. */
export async function readFits(campaignId: string, home: string): Promise<CampaignFit[]> {
  const folder = folderOf(campaignId, home);
  const names = await readdir(folder).catch(() => []);
  const fits = await Promise.all(
    names
      .filter((name) => /^[0-9a-f-]{36}\.json$/.test(name))
      .map((name) => readJsonFile(path.join(folder, name), keptFitSchema)),
  );
  return fits.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
