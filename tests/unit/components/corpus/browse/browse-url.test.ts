import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { listingOf, readBrowseUrl, sortedBy, writeBrowseUrl } from "@/components/corpus/browse/browse-url";
import { FAMILIES, RATER_IDS } from "@/core/raters";

const read = (query: string) => readBrowseUrl(new URLSearchParams(query));

const anyState = fc.record({
  sort: fc.record({
    by: fc.constantFrom("ordinal" as const, "tokens" as const, "domain" as const, ...RATER_IDS),
    descending: fc.boolean(),
  }),
  domains: fc.option(fc.array(fc.string({ minLength: 1 }), { minLength: 1, maxLength: 4 })),
  columns: fc.constantFrom("text" as const, ...FAMILIES),
  document: fc.option(fc.nat()),
  part: fc.nat({ max: 40 }),
});

describe("the address of Browse", () => {
  it("begins in the corpus' own order", () => {
    expect(read("")).toEqual({
      sort: { by: "ordinal", descending: false },
      domains: null,
      columns: "text",
      document: null,
      part: 0,
    });
    expect(writeBrowseUrl(read(""))).toBe("");
  });

  it("reads back whatever it wrote", () => {
    fc.assert(
      fc.property(anyState, (state) => {
        expect(read(writeBrowseUrl(state))).toEqual(state);
      }),
    );
  });

  it("takes nothing for what it does not know", () => {
    expect(read("?sort=drop&columns=all&document=-1&part=x")).toEqual(read(""));
  });
});

it("begins with the highest of a rater, and turns round the second time", () => {
  const first = sortedBy(read(""), "educational_value");
  expect(first).toEqual({ by: "educational_value", descending: true });
  expect(sortedBy({ ...read(""), sort: first }, "educational_value")).toEqual({
    by: "educational_value",
    descending: false,
  });
});

it("calls listings with the same rows in the same order the same", () => {
  expect(listingOf(read("?document=5&columns=model"))).toBe(listingOf(read("")));
  expect(listingOf(read("?domain=book"))).not.toBe(listingOf(read("")));
});
