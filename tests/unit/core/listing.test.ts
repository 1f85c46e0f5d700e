import { describe, expect, it } from "vitest";
import { listingHash, listingSchema, MAX_ONLY, WHOLE_CORPUS, type ListingInput } from "@/core/listing";
import type { RecipeInput } from "@/core/recipe";

const sort = { by: "ordinal", descending: false } as const;
const recipe: RecipeInput = {
  name: "one",
  weights: { fluency: 1 },
  normalisation: "published",
  budget: { share: 0.1 },
};
const hash = (listing: ListingInput): string => listingHash(listingSchema.parse(listing));

describe("a listing", () => {
  it("is the whole corpus when it asks for nothing", () => {
    expect(listingSchema.parse({ sort })).toEqual(WHOLE_CORPUS);
  });

  it.each<[string, unknown]>([
    ["an unknown column", { sort: { by: "id", descending: true } }],
    ["an empty search", { sort, search: "  " }],
    ["a score without recipe", { sort: { by: "score", descending: true } }],
    ["a negative ordinal", { sort, only: [-1] }],
    [
      "more single documents than a listing takes",
      { sort, only: Array.from({ length: MAX_ONLY + 1 }, (_, at) => at) },
    ],
    ["an unknown field", { sort, offset: 3 }],
  ])("refuses %s", (_, listing) => {
    expect(listingSchema.safeParse(listing).success).toBe(false);
  });

  it("has one name however it is spelled", () => {
    expect(hash({ sort, search: " The ſame" })).toBe(hash({ sort, search: "the Same", filter: {} }));
    expect(hash({ sort, only: [3, 1, 3] })).toBe(hash({ sort, only: [1, 3] }));
    expect(hash({ sort, filter: { domains: ["b", "a", "b"] } })).toBe(
      hash({ sort, filter: { domains: ["a", "b"] } }),
    );
    expect(hash({ sort, filter: { raters: {} } })).toBe(hash({ sort }));
  });

  it("is named by what of a recipe orders documents, and by nothing of it when the score does not sort", () => {
    const by = (changes: Partial<RecipeInput>): string =>
      hash({ sort: { by: "score", descending: true }, recipe: { ...recipe, ...changes } });
    expect(by({ name: "other", budget: { tokens: 5 }, domains: { rule: "proportional" } })).toBe(by({}));
    expect(by({ weights: { fluency: 1, reasoning: 0 } })).toBe(by({}));
    expect(by({ weights: { fluency: 0.5 } })).not.toBe(by({}));
    expect(by({ missing: "zero" })).not.toBe(by({}));
    expect(by({ directions: { fluency: -1 } })).not.toBe(by({}));
    expect(by({ filters: { tokens: { min: 5 } } })).not.toBe(by({}));
    expect(by({ filters: {} })).toBe(by({}));
    expect(hash({ sort, recipe })).toBe(hash({ sort }));
  });

  it.each<ListingInput>([
    { sort: { by: "ordinal", descending: true } },
    { sort: { by: "tokens", descending: false } },
    { sort, search: "a" },
    { sort, filter: { tokens: { min: 1 } } },
    { sort, only: [] },
  ])("has a name of its own: %j", (listing) => {
    expect(hash(listing)).not.toBe(hash({ sort }));
  });
});
