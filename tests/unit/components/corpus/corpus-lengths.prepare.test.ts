import { expect, it } from "vitest";
import { decadeText, lengthsSentence } from "@/components/corpus/corpus-lengths.prepare";

it("says how long the documents of a domain are", () => {
  expect(lengthsSentence({ domain: "c4", median: 498, p5: 86, p95: 3470, max: 794_550 })).toBe(
    "c4: half of the documents have at most 498 tokens, nine of ten between 86 and 3,470, the longest 794,550.",
  );
});

it.each([
  [1, "1"],
  [100, "100"],
  [1000, "1 K"],
  [10_000, "10 K"],
  [1e6, "1 M"],
])("writes the power of ten %d as %s", (decade, text) => {
  expect(decadeText(decade)).toBe(text);
});
