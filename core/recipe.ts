import { z } from "zod";
import { documentFilterSchema } from "@/core/document-filter";
import { StudioError } from "@/core/errors";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { isReservedName } from "@/core/reserved-names";

/** Raised whenever the meaning of a recipe changes; part of every selection key. */
export const SEMANTICS_VERSION = 1;

export const NORMALISATIONS = ["published", "zscore", "rank"] as const;
export type Normalisation = (typeof NORMALISATIONS)[number];

export const MISSING_POLICIES = ["exclude", "median", "zero"] as const;
export type MissingPolicy = (typeof MISSING_POLICIES)[number];

const weight = z
  .number()
  .min(0)
  .refine((value) => Number(value.toFixed(6)) === value, "at most 6 decimals");
const share = z.number().gt(0).max(1);
const raterKey = z.enum(RATER_IDS as [RaterId, ...RaterId[]]);

const budget = z.union([
  z.strictObject({ tokens: z.number().int().positive().max(Number.MAX_SAFE_INTEGER) }),
  z.strictObject({ share }),
]);

const ofBudget = z.number().min(0).max(1);

const bound = z
  .strictObject({ min: ofBudget.optional(), max: ofBudget.optional() })
  .refine(({ min = 0, max = 1 }) => min <= max, "min is above max");

const domainName = z
  .string()
  .min(1)
  .refine((name) => !isReservedName(name), "no domain can have this name");

const domains = z.discriminatedUnion("rule", [
  z.strictObject({ rule: z.literal("global") }),
  z.strictObject({ rule: z.literal("proportional") }),
  z.strictObject({
    rule: z.literal("shares"),
    shares: z
      .record(domainName, z.number().min(0).max(1))
      .refine(
        (shares) => Object.values(shares).reduce((sum, part) => sum + part, 0) <= 1 + 1e-9,
        "shares sum to more than 1",
      )
      .refine((shares) => Object.values(shares).some((part) => part > 0), "every share is 0"),
  }),
  z.strictObject({
    rule: z.literal("bounds"),
    /** Shares of the budget; a domain without an end, or not named, is free there. */
    bounds: z
      .record(domainName, bound)
      .refine(
        (bounds) => Object.values(bounds).reduce((sum, { min = 0 }) => sum + min, 0) <= 1 + 1e-9,
        "the least shares sum to more than 1",
      ),
  }),
]);

/** The highest cap on the documents of a group. */
export const MOST_OF_GROUP = 1_000_000;

export const recipeSchema = z.strictObject({
  name: z.string().trim().min(1).max(120),
  weights: z
    .partialRecord(raterKey, weight)
    .refine((weights) => Object.values(weights).some((value) => value > 0), "every weight is 0"),
  normalisation: z.enum(NORMALISATIONS),
  budget,
  directions: z.partialRecord(raterKey, z.union([z.literal(1), z.literal(-1)])).default({}),
  missing: z.enum(MISSING_POLICIES).default("exclude"),
  domains: domains.default({ rule: "global" }),
  /** What a document must be to be ranked at all. */
  filters: documentFilterSchema.optional(),
  /** Of each group of documents (see `GroupTotals`) only the best are ranked; a document without a group always is. */
  cap: z.strictObject({ documents: z.number().int().min(1).max(MOST_OF_GROUP) }).optional(),
  /** Ranks by score ÷ temperature + Gumbel noise instead of the score. */
  temperature: z.number().min(1e-6).max(1e6).optional(),
  /** Of the noise; 0 where it is left out. Without a temperature it means nothing. */
  seed: z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).optional(),
  note: z.string().max(4000).optional(),
});

/** What a person writes: only name, weights, normalisation and budget are required. */
export type RecipeInput = z.input<typeof recipeSchema>;
export type Recipe = z.output<typeof recipeSchema>;
export type Budget = Recipe["budget"];
export type DomainRule = Recipe["domains"];
export type DomainBound = z.output<typeof bound>;

/**
 * Reads a recipe.
 * @throws StudioError `invalid-input` that names each field and what is wrong with it.
 */
export function parseRecipe(input: unknown): Recipe {
  const parsed = recipeSchema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join(".") || "recipe"}: ${issue.message}`);
  throw new StudioError(
    "invalid-input",
    `The recipe is not valid: ${faults.join("; ")}.`,
    "Correct the named fields.",
  );
}

export const weightOf = (recipe: Recipe, rater: RaterId): number => recipe.weights[rater] ?? 0;
export const seedOf = (recipe: Recipe): number => recipe.seed ?? 0;
export const directionOf = (recipe: Recipe, rater: RaterId): 1 | -1 => recipe.directions[rater] ?? 1;
