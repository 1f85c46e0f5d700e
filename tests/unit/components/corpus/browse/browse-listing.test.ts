import { describe, expect, it } from "vitest";
import { listingOf, unsorted } from "@/components/corpus/browse/browse-listing";
import { readBrowseUrl } from "@/components/corpus/browse/browse-url";
import { listingSchema, WHOLE_CORPUS } from "@/core/listing";
import { smallCorpus } from "@/tests/support/small-corpus";

const { statistics } = smallCorpus([
  {
    domain: "book",
    tokens: 5,
    scores: { fluency: 0.25, reasoning: 3 },
    argmax: { fluency: 0, reasoning: 3 },
  },
  {
    domain: "book",
    tokens: 9,
    scores: { fluency: 0.75, reasoning: 1 },
    argmax: { fluency: 1, reasoning: 1 },
  },
]);
const bare = smallCorpus([{ domain: "book", tokens: 5, scores: {}, argmax: {} }]).statistics;
const read = (query: string) => readBrowseUrl(new URLSearchParams(query));

describe("the listing of an address", () => {
  it("is the whole corpus without one", () => {
    expect(listingOf(read(""), statistics)).toEqual(WHOLE_CORPUS);
  });
  it("has the conditions and the order of the address", () => {
    expect(
      listingOf(read("sort=fluency&order=descending&domain=book&q=whale&only=1.2&tokens=4~"), statistics),
    ).toEqual({
      sort: { by: "fluency", descending: true },
      filter: { domains: ["book"], tokens: { min: 4 } },
      search: "whale",
      only: [1, 3],
    });
  });
  it("scores by the published weights of the raters there are, where no recipe is named", () => {
    const { recipe } = listingOf(read("sort=score"), statistics);
    expect(recipe?.weights).toEqual({ fluency: 0.0402, reasoning: 0.0444 });
  });
  it("falls back to the corpus' own order where there is nothing to score by", () => {
    expect(listingOf(read("sort=score&tokens=4~"), bare)).toEqual({
      ...WHOLE_CORPUS,
      filter: { tokens: { min: 4 } },
    });
  });
  it("is one that the server takes", () => {
    for (const query of ["", "sort=score", "q=a&only=5", "fluency=~1"]) {
      const listing = listingOf(read(query), statistics);
      expect(listingSchema.parse(listing), query).toEqual(listing);
    }
  });
});

it("counts documents whatever their order", () => {
  const listing = listingOf(read("sort=score&order=descending&q=whale"), statistics);
  expect(unsorted(listing)).toEqual({ ...WHOLE_CORPUS, search: "whale" });
});
