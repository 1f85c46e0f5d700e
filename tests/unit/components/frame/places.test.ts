import { describe, expect, it } from "vitest";
import { corpusInUrl, hrefOf, placeOf, PLACES, withCorpus } from "@/components/frame/places";

const [corpora, browse, mixer, runs] = PLACES;

describe("corpusInUrl", () => {
  it("is the one in the path, else the one in the query", () => {
    expect(corpusInUrl("/browse/a%20b", "c")).toBe("a b");
    expect(corpusInUrl("/mixer/a", null)).toBe("a");
    expect(corpusInUrl("/runs", "c")).toBe("c");
    expect(corpusInUrl("/runs/a", null)).toBeNull();
  });
});

describe("hrefOf", () => {
  it("carries the chosen corpus along", () => {
    expect([corpora, browse, mixer, runs].map((place) => hrefOf(place, "a b"))).toEqual([
      "/corpora?corpus=a%20b",
      "/browse/a%20b",
      "/mixer/a%20b",
      "/runs?corpus=a%20b",
    ]);
  });
  it("leads nowhere from a place that needs a corpus when there is none", () => {
    expect([corpora, browse, mixer, runs].map((place) => hrefOf(place, null))).toEqual([
      "/corpora",
      null,
      null,
      "/runs",
    ]);
  });
});

it("opens the same page about another corpus", () => {
  expect(withCorpus("/browse/a", "b")).toBe("/browse/b");
  expect(withCorpus("/corpora", "b")).toBe("/corpora/b");
  expect(withCorpus("/runs/7", "b")).toBe("/runs/7?corpus=b");
});

it("knows the place of a path, a selection being of the mixer", () => {
  expect(["/corpora/a", "/runs", "/selections/7", "/"].map(placeOf)).toEqual([
    "corpora",
    "runs",
    "mixer",
    null,
  ]);
});
