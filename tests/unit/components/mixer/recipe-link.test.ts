import { describe, expect, it } from "vitest";
import { lockedIn } from "@/components/mixer/recipe-link";

describe("the raters that a link holds", () => {
  it("are those it names, whatever else stands there", () => {
    expect(lockedIn("fluency.word_count.charm..constructor")).toEqual(new Set(["word_count", "fluency"]));
  });

  it("are none where it names none", () => {
    expect(lockedIn(null)).toEqual(new Set());
    expect(lockedIn("")).toEqual(new Set());
  });
});
