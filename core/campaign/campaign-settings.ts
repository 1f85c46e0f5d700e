import { z } from "zod";
import { PROXY_SHAPE, PROXY_TRAIN } from "@/core/campaign/proxy-model";
import { llamaShapeSchema, MODEL_IDS } from "@/core/models";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { recipeSchema } from "@/core/recipe";
import { trainSettingsSchema } from "@/core/train-settings";

/** Fewest runs a regression with folds can be made of, and the most one campaign may draw. */
export const LEAST_PROXIES = 4;
export const MOST_PROXIES = 4_096;

const rater = z.enum(RATER_IDS as [RaterId, ...RaterId[]]);
const part = z.number().min(0).max(1);
const tokens = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);

const sampling = z.discriminatedUnion("kind", [
  /** α = 1 is uniform; less gives vectors that few raters rule. */
  z.strictObject({ kind: z.literal("dirichlet"), alpha: z.number().positive().max(1_000).default(1) }),
  /** Uniform, but evener. */
  z.strictObject({ kind: z.literal("even") }),
  /** Around the weights of the base recipe. */
  z.strictObject({
    kind: z.literal("around"),
    concentration: z.number().positive().max(1_000_000).default(50),
  }),
]);

/** What a proxy selects: as many tokens as make its passes those of the target, a number of tokens, or a share of the corpus. */
const selection = z.union([
  z.strictObject({ matched: z.literal(true) }),
  z.strictObject({ tokens }),
  z.strictObject({ share: z.number().gt(0).max(1) }),
]);

const checks = z.strictObject({
  /** Vectors drawn like the others that nothing is learnt from. */
  heldOut: z.number().int().min(0).max(64).default(8),
  uniform: z.boolean().default(true),
  /** Documents drawn at random, whatever their scores. */
  random: z.boolean().default(true),
  published: z.boolean().default(true),
  /** Trainings of each of these, which differ in nothing but the seed. */
  seeds: z.number().int().min(1).max(16).default(3),
});

/** Everything a campaign is started with. */
export const campaignSettingsSchema = z.strictObject({
  /** Weight vectors to draw and learn from. */
  proxies: z.number().int().min(LEAST_PROXIES).max(MOST_PROXIES).default(256),
  sampling: sampling.default({ kind: "dirichlet", alpha: 1 }),
  /** Least and greatest weight of a rater; one that is not named is free. */
  bounds: z
    .partialRecord(
      rater,
      z
        .strictObject({ min: part.default(0), max: part.default(1) })
        .refine(({ min, max }) => min <= max, "min is above max"),
    )
    .default({}),
  /** Everything of a recipe but its weights, which are the prior, and its budget. */
  base: recipeSchema,
  selection: selection.default({ matched: true }),
  /** The run the weights are wanted for: tokens it trains, and tokens it selects. */
  target: z
    .strictObject({ trainTokens: tokens, selectionTokens: tokens })
    .default({ trainTokens: 30_000_000_000, selectionTokens: 30_000_000_000 }),
  model: z.enum(MODEL_IDS).default("custom"),
  /** For a custom model. */
  shape: llamaShapeSchema.optional(),
  train: trainSettingsSchema.default({ ...PROXY_TRAIN }),
  /** Of the draw; the seed of the trainings is `train.seed`. */
  seed: z.number().int().min(0).max(4_294_967_295).default(1048),
  backend: z.string().min(1).max(40).default("local"),
  template: z.string().max(200).optional(),
  changes: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
  /** Proxies that train at the same time. */
  atOnce: z.number().int().min(1).max(256).default(1),
  checks: checks.prefault({}),
});

export type CampaignSettingsInput = z.input<typeof campaignSettingsSchema>;
export type CampaignSettings = z.output<typeof campaignSettingsSchema>;

/** The settings a form begins with; `base` is the recipe to take everything but weights and budget from. */
export const defaultCampaignSettings = (base: CampaignSettings["base"]): CampaignSettings =>
  campaignSettingsSchema.parse({ base, model: "custom", shape: PROXY_SHAPE });
