import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import canonicalize from "canonicalize";
import { z } from "zod";
import { canonicalFilter, documentFilterSchema } from "@/core/document-filter";
import { foldCase } from "@/core/fold-case";
import { RATER_IDS, type RaterId } from "@/core/raters";
import { recipeSchema, SEMANTICS_VERSION } from "@/core/recipe";
import { canonicalRecipe } from "@/core/recipe-identity";

/** Most documents that a listing can name one by one. */
export const MAX_ONLY = 10_000;

/** Most UTF-16 units of a text that is searched for. */
export const MAX_SEARCH = 20_000;

/** `ordinal` is the order of ids; `score` the combined score of the listing's recipe. */
export const sortColumnSchema = z.union([
  z.enum(["ordinal", "tokens", "domain", "score"]),
  z.enum(RATER_IDS as [RaterId, ...RaterId[]]),
]);
export type ListingSortColumn = z.output<typeof sortColumnSchema>;

const ordinal = z
  .number()
  .int()
  .min(0)
  .max(2 ** 32 - 1);

/** Which documents of a corpus version, in which order; missing values come last either way, ties by ordinal. */
export const listingSchema = z
  .strictObject({
    sort: z.strictObject({ by: sortColumnSchema, descending: z.boolean() }),
    filter: documentFilterSchema.default({}),
    /** Part of the text, compared after simple case folding (core/fold-case.ts); white space at its ends does not count. */
    search: z.string().trim().min(1).max(MAX_SEARCH).optional(),
    /** Scores for `sort.by: "score"`; documents it leaves out come last. Its budget and domains do not matter here. */
    recipe: recipeSchema.optional(),
    /** Nothing but these documents. */
    only: z.array(ordinal).max(MAX_ONLY).optional(),
  })
  .refine(({ sort, recipe }) => sort.by !== "score" || recipe !== undefined, {
    path: ["recipe"],
    message: "needed to sort by score",
  });

/** What a caller writes; `filter` may be left out. */
export type ListingInput = z.input<typeof listingSchema>;
export type Listing = z.output<typeof listingSchema>;

/** The whole corpus in its own order. */
export const WHOLE_CORPUS: Listing = { sort: { by: "ordinal", descending: false }, filter: {} };

/** The one spelling of a listing among all that list the same documents in the same order, whatever the corpus. */
export function canonicalListing({ sort, filter, search, recipe, only }: Listing): object {
  return {
    sort,
    filter: canonicalFilter(filter),
    ...(search === undefined ? {} : { search: foldCase(search) }),
    ...(sort.by === "score" && recipe !== undefined ? { scored: scoredBy(recipe) } : {}),
    ...(only === undefined ? {} : { only: [...new Set(only)].sort((a, b) => a - b) }),
  };
}

/** sha256 (hex) that names a listing. */
export const listingHash = (listing: Listing): string => hashOf(canonicalListing(listing));

function scoredBy(recipe: z.output<typeof recipeSchema>): object {
  const { weights, normalisation, directions, missing, filters } = canonicalRecipe(recipe);
  return {
    ...{ weights, normalisation, directions, missing, semanticsVersion: SEMANTICS_VERSION },
    ...(filters === undefined ? {} : { filters }),
  };
}

function hashOf(value: object): string {
  const json = canonicalize(value);
  if (json === undefined) throw new TypeError("an object without canonical JSON");
  return bytesToHex(sha256(utf8ToBytes(json)));
}
