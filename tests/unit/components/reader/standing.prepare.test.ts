import { describe, expect, it } from "vitest";
import { standingText } from "@/components/reader/standing.prepare";
import type { FilterCondition } from "@/core/document-filter";
import type { Standing } from "@/core/selection/standing";

const DOCUMENT = { domain: "book", tokens: 4_000 };
const BASE: Standing = {
  score: 2.5,
  rank: 12_034,
  of: 1_000_000,
  inDomain: null,
  bound: null,
  in: true,
  threshold: 2.469,
  margin: 0.031,
  reason: { kind: "above" },
};
const out = (
  kind: "below" | "tie" | "no-room" | "nothing-fits" | "no-share",
  changes: Partial<Standing> = {},
) => standingText({ ...BASE, in: false, reason: { kind }, ...changes }, DOCUMENT);

describe("where a document stands, in words", () => {
  it("is in by its margin, at a rank of the whole corpus", () => {
    expect(standingText(BASE, DOCUMENT)).toEqual({
      label: "in",
      tone: "good",
      detail: "+0.031 above the threshold",
      rank: "rank 12,034 of 1,000,000",
    });
    expect(standingText({ ...BASE, margin: 0 }, DOCUMENT).detail).toBe("at the threshold");
  });

  it("is out by its margin, by a tie, or for want of room", () => {
    expect(out("below", { margin: -0.0042 })).toMatchObject({
      label: "out",
      tone: "warning",
      detail: "−0.0042 from the threshold",
    });
    expect(out("tie", { margin: 0 }).detail).toBe("same score as the threshold; earlier ids go first");
    expect(out("no-room", { margin: -0.002 }).detail).toBe(
      "−0.0020, next in line: its 4,000 tokens exceed what is left of the budget",
    );
    expect(out("nothing-fits", { threshold: null, margin: null }).detail).toBe(
      "even the best document of the corpus exceeds the budget",
    );
  });

  it("is out for better documents of its group", () => {
    const better = [{ ordinal: 7, id: "a" }];
    const capped = (cap: number) =>
      standingText(
        {
          ...BASE,
          ...{ in: false, score: null, rank: null, margin: null },
          reason: { kind: "capped", group: "a.org", cap, better },
        },
        DOCUMENT,
      );
    expect(capped(1)).toEqual({
      label: "out",
      tone: "warning",
      detail: "its group a.org already has a better document",
      rank: null,
    });
    expect(capped(1200).detail).toBe("its group a.org already has 1,200 better documents");
  });

  it("names the domain where each has its own threshold", () => {
    const inDomain = { rank: 12, of: 400 };
    expect(out("below", { margin: -0.5, inDomain })).toMatchObject({
      detail: "−0.50 from the threshold of book",
      rank: "rank 12,034 of 1,000,000, in book 12 of 400",
    });
    expect(out("no-share", { threshold: null, margin: null, inDomain })).toMatchObject({
      label: "left out",
      detail: "the recipe gives book no share",
    });
  });

  it("says which end of its bounds holds the domain", () => {
    const held = { inDomain: { rank: 12, of: 400 }, margin: -0.5 };
    expect(out("below", { ...held, bound: "max" }).detail).toBe(
      "−0.50 from the threshold of book, held at its greatest share",
    );
    expect(standingText({ ...BASE, ...held, margin: 0.5, bound: "min" }, DOCUMENT).detail).toBe(
      "+0.50 above the threshold of book, held at its least share",
    );
  });

  it("names the conditions that a document fails", () => {
    const filtered = (...failed: FilterCondition[]) =>
      standingText(
        { ...BASE, score: null, rank: null, in: false, margin: null, reason: { kind: "filtered", failed } },
        DOCUMENT,
      );
    expect(filtered({ by: "tokens", range: { max: 3_000 } })).toEqual({
      label: "left out",
      tone: "neutral",
      detail: "filtered out by tokens at most 3,000",
      rank: null,
    });
    expect(
      filtered(
        { by: "domain", names: ["c4", "arxiv"], codes: [1, 0] },
        { by: "fluency", range: { min: 2.5 } },
      ).detail,
    ).toBe("filtered out by domain c4 or arxiv and Fluency at least 2.50");
  });

  it("says what a document that is left out misses", () => {
    const missing = (...raters: ("dsir_math" | "dsir_books" | "fluency")[]) =>
      standingText(
        { ...BASE, score: null, rank: null, in: false, margin: null, reason: { kind: "missing", raters } },
        DOCUMENT,
      );
    expect(missing("dsir_math")).toEqual({
      label: "left out",
      tone: "neutral",
      detail: "misses DSIR math",
      rank: null,
    });
    expect(missing("dsir_math", "dsir_books").detail).toBe("misses DSIR math and DSIR books");
    expect(missing("dsir_math", "dsir_books", "fluency").detail).toBe(
      "misses DSIR math, DSIR books and 1 more",
    );
  });
});
