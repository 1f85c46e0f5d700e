import { describe, expect, it } from "vitest";
import {
  comparedCsv,
  comparedVersions,
  documentTokens,
  tokensText,
} from "@/components/corpus/version-comparison.prepare";

const versions = [{ number: 4 }, { number: 2 }, { number: 1 }];

describe("the versions that are compared", () => {
  it.each([
    [null, null, 2, 4],
    [null, "2", 1, 2],
    ["1", null, 1, 4],
    ["4", "1", 4, 1],
    [null, "1", 4, 1],
    ["9", "x", 2, 4],
  ])("from %s to %s are %i and %i", (before, after, first, second) => {
    expect(comparedVersions(versions, before, after)).toEqual({ before: first, after: second });
  });

  it("are none where there is but one", () => {
    expect(comparedVersions([{ number: 1 }], null, null)).toBeNull();
    expect(comparedVersions([], "1", "2")).toBeNull();
  });
});

describe("tokens of a group", () => {
  it.each([
    ["added", 0, 1200, "1.20 K tokens"],
    ["gone", 900, 0, "900 tokens"],
    ["unchanged", 500, 500, "500 tokens"],
    ["changed", 500, 700, "700 tokens, +200"],
    ["changed", 1500, 700, "700 tokens, −800"],
    ["changed", 700, 700, "700 tokens, no change"],
  ] as const)("that was %s from %i to %i are %j", (fate, tokensBefore, tokensAfter, text) => {
    expect(tokensText(fate, { tokensBefore, tokensAfter })).toBe(text);
  });
});

const document = (tokensBefore: number | null, tokensAfter: number | null, id = "a") => ({
  ...{ id, domain: "c4", tokensBefore, tokensAfter },
  ordinalBefore: null,
  ordinalAfter: null,
});

it.each([
  [null, 1200, "1,200"],
  [800, null, "800"],
  [800, 800, "800"],
  [800, 1000, "1,000 (+200)"],
  [800, 300, "300 (−500)"],
])("writes tokens from %s to %s as %s", (before, after, text) => {
  expect(documentTokens(document(before, after))).toBe(text);
});

it("writes the documents as CSV that no spreadsheet runs", () => {
  const csv = comparedCsv([
    { ...document(null, 5, 'a,"b"'), fate: "added" },
    { ...document(7, null, "=1+1"), fate: "gone" },
  ]);
  expect(csv).toBe(
    'fate,id,domain,tokens_before,tokens_after\r\nadded,"a,""b""",c4,,5\r\ngone,\'=1+1,c4,7,\r\n',
  );
});
