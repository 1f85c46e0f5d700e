import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findHits, firstHitFrom, hitsByBlock, hitsWithin } from "@/components/reader/text-hits";

/** One character against one, as a regular expression of that character alone sees it. */
const sameCharacter = (a: string, b: string): boolean =>
  new RegExp(`^\\u{${(a.codePointAt(0) ?? 0).toString(16)}}$`, "iu").test(b);

/** Tries every position. */
function bruteHits(text: string, query: string): number[] {
  const wanted = [...query];
  const hits: number[] = [];
  for (let at = 0; at + query.length <= text.length;) {
    const found = [...text.slice(at, at + query.length)];
    const hit =
      found.length === wanted.length &&
      found.every((character, index) => sameCharacter(wanted[index] ?? "", character));
    if (hit) hits.push(at);
    at += hit ? query.length : (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
  }
  return hits;
}

const alphabet = fc.constantFrom(
  ..."aAbB.*\\($^[-{/\n sſKkİiıßẞéÉσςΣ\u0301\0\u202e",
  "\u{1f40b}",
  "\u{10400}",
  "\u{10428}",
);
const texts = fc.array(alphabet, { maxLength: 60 }).map((letters) => letters.join(""));
const queries = fc.array(alphabet, { minLength: 1, maxLength: 3 }).map((letters) => letters.join(""));

describe("hits of a search within a text", () => {
  it("are what trying every position finds, whatever the blocks", () => {
    fc.assert(
      fc.property(texts, queries, fc.integer({ min: 1, max: 20 }), (text, query, block) => {
        const expected = bruteHits(text, query);
        expect(findHits(text, query)).toEqual(expected);
        expect([...hitsByBlock(text, query, block)].flat()).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  it("take the query literally and in any case, without overlaps", () => {
    expect(findHits("Call me (ISHMAEL). ishmael.", "ishmael.")).toEqual([19]);
    expect(findHits("a.b aXb A.B", "a.b")).toEqual([0, 8]);
    expect(findHits("aaaaa", "aa")).toEqual([0, 2]);
    expect(findHits("anything", "")).toEqual([]);
  });
});

it("finds the first hit from a position on", () => {
  expect([0, 4, 5, 9, 10].map((at) => firstHitFrom([4, 9], at))).toEqual([0, 0, 1, 1, 2]);
});

it("gives a chunk its own hits, and its part of those over its borders", () => {
  expect(hitsWithin([0, 8, 20], 4, 10, 10)).toEqual([{ from: 0, to: 2, index: 1 }]);
  expect(hitsWithin([8, 18], 4, 10, 10)).toEqual([
    { from: 0, to: 2, index: 0 },
    { from: 8, to: 10, index: 1 },
  ]);
});
