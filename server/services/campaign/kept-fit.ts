import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";
import { NO_LIMITS, suppliedSchema, supplyLimitsSchema } from "@/core/campaign/supply";
import { StudioError } from "@/core/errors";
import { FIT_MODELS, fitAnswerSchema, type FitModel } from "@/core/learning/fit-answer";
import { BoundedCache } from "@/server/services/bounded-cache";
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
  /** Of the target by the weights that are looked for. */
  supply: supplyLimitsSchema.default(NO_LIMITS),
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
  /** What the target would select by each optimum, counted; absent where there is none or counting failed, and in fits of old. */
  supplied: z.strictObject({ direct: suppliedSchema, meanOfBest: suppliedSchema }).optional(),
});
/** A fit as it is kept: campaigns/<id>/fits/<fitId>.json, wholly there or not at all. */
export type CampaignFit = z.output<typeof keptFitSchema>;

const folderOf = (campaignId: string, home: string): string =>
  path.join(campaignPath(campaignId, home), "fits");

const fileOf = (campaignId: string, fitId: string, home: string): string =>
  path.join(folderOf(campaignId, home), `${fitId}.json`);

export const keepFit = (campaignId: string, fit: CampaignFit, home: string): Promise<void> =>
  writeFileAtomic(fileOf(campaignId, fit.id, home), JSON.stringify(fit));

/** A fit among others. */
export interface FitHead extends Pick<CampaignFit, "id" | "createdAt" | "wishes"> {
  readonly model: FitModel;
  /** Proxies it was learnt from. */
  readonly proxies: number;
}

const headOf = ({ id, createdAt, wishes, answer, used }: CampaignFit): FitHead => ({
  ...{ id, createdAt, wishes, model: answer.model, proxies: used.length },
});

/** Whole fits by file and the time it was written: as many as pages, checks and exports look at meanwhile. */
const wholes = new BoundedCache<CampaignFit>(64);
/** Heads by file, which never change: of more fits than anybody makes. */
const heads = new BoundedCache<FitHead>(10_000);

/** @throws StudioError `not-found`; `corrupt` for one that cannot be read */
export async function readFit(campaignId: string, fitId: string, home: string): Promise<CampaignFit> {
  const file = fileOf(campaignId, fitId, home);
  const written = await stat(file).catch(() => null);
  if (written === null)
    throw new StudioError("not-found", `The campaign has no fit ${fitId}.`, "Fit again, or choose another.");
  const key = `${file} ${String(written.ino)} ${String(written.mtimeMs)}`;
  const held = wholes.get(key);
  if (held !== undefined) return held;
  const fit = await readJsonFile(file, keptFitSchema);
  wholes.set(key, fit, 1);
  return fit;
}

async function readHead(campaignId: string, fitId: string, home: string): Promise<FitHead> {
  const file = fileOf(campaignId, fitId, home);
  const held = heads.get(file);
  if (held !== undefined) return held;
  const head = headOf(await readFit(campaignId, fitId, home));
  heads.set(file, head, 1);
  return head;
}

/** The newest fit of a kind that can be read; null where there is none. */
export async function newestFit(
  campaignId: string,
  isWanted: (head: FitHead) => boolean,
  home: string,
): Promise<CampaignFit | null> {
  const head = (await readFitHeads(campaignId, home)).fits.find(isWanted);
  return head === undefined ? null : readFit(campaignId, head.id, home);
}

export interface KeptFits {
  /** The newest first. */
  readonly fits: FitHead[];
  /** Why others cannot be read; each names its file. */
  readonly unreadable: string[];
}

export async function readFitHeads(campaignId: string, home: string): Promise<KeptFits> {
  const names = await readdir(folderOf(campaignId, home)).catch(() => []);
  const ids = names.flatMap((name) => /^([0-9a-f-]{36})\.json$/.exec(name)?.[1] ?? []);
  const fits: FitHead[] = [];
  const unreadable: string[] = [];
  for (const id of ids) {
    try {
      fits.push(await readHead(campaignId, id, home));
    } catch (error) {
      unreadable.push(error instanceof Error ? error.message : String(error));
    }
  }
  return { fits: fits.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)), unreadable };
}
