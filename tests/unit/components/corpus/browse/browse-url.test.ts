import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  MOST_ONLY_IN_LINK,
  readBrowseUrl,
  sortedBy,
  writeBrowseUrl,
  type BrowseState,
} from "@/components/corpus/browse/browse-url";
import { documentFilterSchema, type FilterRange } from "@/core/document-filter";
import { FAMILIES, RATER_IDS } from "@/core/raters";
import { MISSING_POLICIES, NORMALISATIONS, parseRecipe } from "@/core/recipe";

const read = (query: string) => readBrowseUrl(new URLSearchParams(query));

const number = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
  fc.integer({ min: -1_000, max: 1_000_000 }),
);
const positive = (value: number) => (Object.is(value, -0) ? 0 : value);
const anyRange = fc
  .tuple(fc.option(number, { nil: undefined }), fc.option(number, { nil: undefined }))
  .filter(([a, b]) => a !== undefined || b !== undefined)
  .map(([a, b]): FilterRange => {
    if (a === undefined) return { max: positive(b ?? 0) };
    if (b === undefined) return { min: positive(a) };
    return { min: positive(Math.min(a, b)), max: positive(Math.max(a, b)) };
  });

const anyFilter = fc
  .record(
    {
      domains: fc.uniqueArray(fc.string({ minLength: 1, unit: "grapheme" }), { minLength: 1, maxLength: 4 }),
      tokens: anyRange,
      raters: fc
        .uniqueArray(fc.tuple(fc.constantFrom(...RATER_IDS), anyRange), {
          minLength: 1,
          maxLength: 5,
          selector: ([rater]) => rater,
        })
        .map((entries) => Object.fromEntries(entries)),
    },
    { requiredKeys: [] },
  )
  .map((filter) => documentFilterSchema.parse(filter));

const anyRecipe = fc
  .record({
    name: fc.string({ minLength: 1, maxLength: 20 }).filter((name) => name.trim() === name),
    weight: fc.integer({ min: 1, max: 999_999 }),
    rater: fc.constantFrom(...RATER_IDS),
    normalisation: fc.constantFrom(...NORMALISATIONS),
    missing: fc.constantFrom(...MISSING_POLICIES),
  })
  .map(({ name, weight, rater, normalisation, missing }) =>
    parseRecipe({ name, weights: { [rater]: weight / 1e6 }, normalisation, missing, budget: { share: 0.1 } }),
  );

const anyOnly = fc
  .uniqueArray(fc.nat({ max: 2 ** 32 - 1 }), { minLength: 1, maxLength: MOST_ONLY_IN_LINK })
  .map((ordinals) => ordinals.sort((a, b) => a - b));

const anyState: fc.Arbitrary<BrowseState> = fc.record({
  sort: fc.record({
    by: fc.constantFrom(
      "ordinal" as const,
      "tokens" as const,
      "domain" as const,
      "score" as const,
      ...RATER_IDS,
    ),
    descending: fc.boolean(),
  }),
  filter: anyFilter,
  search: fc.option(fc.string({ minLength: 1 }).filter((text) => text.trim() === text)),
  recipe: fc.option(anyRecipe),
  only: fc.option(anyOnly),
  columns: fc.constantFrom("text" as const, ...FAMILIES, "all" as const),
  document: fc.option(fc.nat({ max: 2 ** 32 - 1 })),
  version: fc.option(fc.integer({ min: 1, max: 1_000 })),
});

const BEGINNING: BrowseState = {
  sort: { by: "ordinal", descending: false },
  filter: {},
  search: null,
  recipe: null,
  only: null,
  columns: "text",
  document: null,
  version: null,
};

describe("the address of Browse", () => {
  it("begins with the whole corpus in its own order", () => {
    expect(read("")).toEqual(BEGINNING);
    expect(writeBrowseUrl(BEGINNING)).toBe("");
  });

  it("reads back whatever it wrote", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(read(writeBrowseUrl(state))).toEqual(state);
      }),
    );
  });

  it("says in short what is listed", () => {
    const state = {
      ...BEGINNING,
      filter: { tokens: { min: 100 }, raters: { fluency: { min: 0.5, max: 1 } } },
    };
    expect(writeBrowseUrl({ ...state, only: [3, 40, 1000] })).toBe(
      "?tokens=100%7E&fluency=0.5%7E1&only=3.11.qo",
    );
  });

  it("leaves out documents named one by one when they are too many", () => {
    const only = Array.from({ length: MOST_ONLY_IN_LINK + 1 }, (_, ordinal) => ordinal);
    expect(writeBrowseUrl({ ...BEGINNING, only })).toBe("");
  });

  it("takes nothing for what it does not know", () => {
    const hostile = [
      "sort=drop&columns=everything&document=-1&version=0",
      "document=99999999999&only=zzzzzzzz&only=1..2",
      "tokens=5~1&fluency=a~b&reasoning=~&readability=1~2~3&cleanliness=Infinity~",
      "domain=&q=%20%20&r=1~99~x~y",
      "fluency=1e999~&tokens=0x10~",
    ];
    for (const query of hostile) expect(read(query), query).toEqual(BEGINNING);
  });

  it("gives a filter that the server accepts, whatever the query", () => {
    const key = fc.constantFrom("domain", "tokens", "q", "r", "only", "sort", "document", ...RATER_IDS);
    const value = fc.oneof(
      fc.string(),
      fc.tuple(number, number).map(([a, b]) => `${String(a)}~${String(b)}`),
    );
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value)), (pairs) => {
        const state = readBrowseUrl(new URLSearchParams(pairs));
        expect(documentFilterSchema.safeParse(state.filter).success).toBe(true);
        expect(read(writeBrowseUrl(state))).toEqual(state);
      }),
    );
  });
});

it("begins with the highest of a rater, and turns round the second time", () => {
  const first = sortedBy(BEGINNING, "educational_value");
  expect(first).toEqual({ by: "educational_value", descending: true });
  expect(sortedBy({ ...BEGINNING, sort: first }, "educational_value")).toEqual({
    by: "educational_value",
    descending: false,
  });
});
