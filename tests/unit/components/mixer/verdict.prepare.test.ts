import { describe, expect, it } from "vitest";
import { thresholdOf, verdictOf } from "@/components/mixer/verdict.prepare";

describe("the verdict on a document", () => {
  it("is in at the threshold itself", () => {
    expect(verdictOf(2.5, 2.5)).toEqual({ label: "in", tone: "good", detail: "score 2.500, margin 0" });
  });

  it("is out below it", () => {
    expect(verdictOf(2.25, 2.5)).toEqual({
      label: "out",
      tone: "warning",
      detail: "score 2.250, margin −0.25",
    });
  });

  it("is not eligible without a score", () => {
    expect(verdictOf(null, 2.5).label).toBe("not eligible");
  });

  it("asks the domain's own threshold where one rules each domain", () => {
    const exact = { value: 1, error: null };
    const domains = [
      {
        domain: "book",
        before: { documents: 1, tokens: 1, share: 1 },
        after: { documents: exact, tokens: exact, share: exact },
        threshold: 0.7,
      },
    ];
    expect(thresholdOf({ threshold: null, domains }, "book")).toBe(0.7);
    expect(thresholdOf({ threshold: null, domains }, "c4")).toBeNull();
    expect(thresholdOf({ threshold: 1, domains }, "book")).toBe(1);
  });
});
