import path from "node:path";
import { z } from "zod";
import type { PreviewFigures } from "@/core/preview/preview";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { writeFileAtomic } from "@/server/storage/atomic-file";
import { boundFolder } from "@/server/storage/bounded-folder";
import { readJsonFile } from "@/server/storage/read-json-file";

/** About 40 kB a recipe. */
const KEPT_BYTES = 32_000_000;

const estimate = z.strictObject({ value: z.number(), error: z.number().nullable() });
const boundary = z.strictObject({
  ordinal: z.number(),
  domain: z.string(),
  tokens: z.number(),
  score: z.number(),
  margin: z.number(),
});

const figuresSchema: z.ZodType<PreviewFigures> = z.strictObject({
  basis: z.strictObject({ kind: z.literal("exact"), documents: z.number() }),
  budgetTokens: z.number(),
  documents: estimate,
  tokens: estimate,
  fill: z.number(),
  threshold: z.number().nullable(),
  domains: z.array(
    z.strictObject({
      domain: z.string(),
      before: z.strictObject({ documents: z.number(), tokens: z.number(), share: z.number() }),
      after: z.strictObject({ documents: estimate, tokens: estimate, share: estimate }),
      threshold: z.number().nullable(),
      bound: z.enum(["min", "max"]).optional(),
    }),
  ),
  histogram: z.strictObject({
    low: z.number(),
    high: z.number(),
    all: z.array(z.number()),
    selected: z.array(z.number()),
  }),
  justIn: z.array(boundary),
  justOut: z.array(boundary),
  raters: z.array(
    z.strictObject({
      rater: z.enum(RATER_IDS as [RaterId, ...RaterId[]]),
      all: z.array(z.number()),
      selected: z.array(z.number()),
      medianShift: z.number().nullable(),
    }),
  ),
});

const fileOf = (corpusFolder: string, recipeHash: string): string =>
  path.join(corpusFolder, "figures", `${recipeHash}.json`);

/** Exact figures of a recipe that were counted before; null when they were not, or can no longer be read. */
export const readFigures = (corpusFolder: string, recipeHash: string): Promise<PreviewFigures | null> =>
  readJsonFile(fileOf(corpusFolder, recipeHash), figuresSchema).catch(() => null);

/** Keeps exact figures beside the corpus; those written longest ago make room. */
export async function writeFigures(
  corpusFolder: string,
  recipeHash: string,
  figures: PreviewFigures,
): Promise<void> {
  const file = fileOf(corpusFolder, recipeHash);
  await writeFileAtomic(file, JSON.stringify(figures));
  await boundFolder(path.dirname(file), KEPT_BYTES);
}
