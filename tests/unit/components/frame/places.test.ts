import { describe, expect, it } from "vitest";
import { corpusInUrl, hrefOf, placeOf, PLACES, withCorpus } from "@/components/frame/places";

const [corpora, browse, mixer, compare, , , runs] = PLACES;

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
    expect([corpora, browse, mixer, compare, runs].map((place) => hrefOf(place, "a b"))).toEqual([
      "/corpora?corpus=a%20b",
      "/browse/a%20b",
      "/mixer/a%20b",
      "/compare?corpus=a%20b",
      "/runs?corpus=a%20b",
    ]);
  });
  it("leads nowhere from a place that needs a corpus when there is none", () => {
    expect([corpora, browse, mixer, compare, runs].map((place) => hrefOf(place, null))).toEqual([
      "/corpora",
      null,
      null,
      "/compare",
      "/runs",
    ]);
  });
});

it("opens the same page about another corpus", () => {
  const search = new URLSearchParams("items=version:1,run:2&base=run:2&version=3&corpus=a");
  expect(withCorpus("/browse/a", search, "b")).toBe("/browse/b");
  expect(withCorpus("/corpora", search, "b")).toBe("/corpora/b");
  expect(withCorpus("/runs/7", new URLSearchParams(), "b")).toBe("/runs/7?corpus=b");
  expect(withCorpus("/compare", search, "b")).toBe(
    "/compare?corpus=b&items=version%3A1%2Crun%3A2&base=run%3A2",
  );
});

it("knows the place of a path, a selection being of the mixer", () => {
  expect(["/corpora/a", "/runs", "/selections/7", "/"].map(placeOf)).toEqual([
    "corpora",
    "runs",
    "mixer",
    null,
  ]);
});
