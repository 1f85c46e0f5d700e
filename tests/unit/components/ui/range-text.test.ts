import { describe, expect, it } from "vitest";
import { rangeText } from "@/components/ui/range-text";

describe("a range in words", () => {
  it("names the ends it has", () => {
    expect(rangeText({ min: 1.5, max: 3 })).toBe("1.50 to 3");
    expect(rangeText({ min: 1.5 })).toBe("at least 1.50");
    expect(rangeText({ max: -2 })).toBe("at most −2");
    expect(rangeText({ min: 5, max: 5 })).toBe("exactly 5");
  });
});
