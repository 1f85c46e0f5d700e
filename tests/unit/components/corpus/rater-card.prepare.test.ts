import { expect, it } from "vitest";
import { raterSentence } from "@/components/corpus/rater-card.prepare";

it("says what a distribution shows", () => {
  expect(raterSentence("Fluency", { median: 0.5, low: -1.25, high: 1200 })).toBe(
    "Distribution of Fluency: median 0.500, 1st percentile −1.25, 99th percentile 1,200",
  );
});
