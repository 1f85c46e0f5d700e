import { describe, expect, it } from "vitest";
import type { BrowseState } from "@/components/corpus/browse/browse-url";
import { conditionsOf, NO_CONDITION } from "@/components/corpus/browse/conditions.prepare";
import { withDomains, withRange } from "@/core/document-filter-edit";

type Conditions = Pick<BrowseState, "filter" | "search" | "only">;
const ALL: Conditions = {
  filter: {
    domains: ["arxiv", "book"],
    tokens: { min: 100, max: 2000 },
    raters: { fluency: { max: 0.5 }, educational_value: { min: 2.3125 } },
  },
  search: "entropy",
  only: [1, 5],
};

describe("the conditions of a listing", () => {
  it("are said one by one", () => {
    expect(conditionsOf(ALL).map(({ label }) => label)).toEqual([
      "Text has “entropy”",
      "2 chosen documents",
      "Domain arxiv, book",
      "Tokens 100 to 2,000",
      "Educational value at least 2.31",
      "Fluency at most 0.500",
    ]);
  });

  it("can each be taken away alone", () => {
    const conditions = conditionsOf(ALL);
    for (const { id, without } of conditions) {
      const left = conditionsOf({ ...ALL, ...without }).map((condition) => condition.id);
      expect(left).toEqual(conditions.map((condition) => condition.id).filter((other) => other !== id));
    }
  });

  it("can all be taken away at once", () => {
    expect(conditionsOf({ ...ALL, ...NO_CONDITION })).toEqual([]);
  });

  it("say when they are no part of the link", () => {
    const only = Array.from({ length: 201 }, (_, ordinal) => ordinal);
    const [chosen] = conditionsOf({ filter: {}, search: null, only });
    expect(chosen).toMatchObject({ label: "201 chosen documents", note: "not part of the link" });
  });

  it("count domains where there are too many to name", () => {
    const [domains] = conditionsOf({ filter: { domains: ["a", "b", "c", "d"] }, search: null, only: null });
    expect(domains?.label).toBe("4 domains");
  });
});

describe("a filter", () => {
  it("takes a range and gives it back", () => {
    expect(withRange({}, "tokens", { min: 5 })).toEqual({ tokens: { min: 5 } });
    expect(withRange({ tokens: { min: 5 } }, "tokens", null)).toEqual({});
    const fluency = withRange({ tokens: { min: 5 } }, "fluency", { max: 1 });
    expect(fluency).toEqual({ tokens: { min: 5 }, raters: { fluency: { max: 1 } } });
    expect(withRange(fluency, "fluency", null)).toEqual({ tokens: { min: 5 } });
  });
  it("has no condition on domains when it takes all", () => {
    expect(withDomains({ domains: ["a"] }, null)).toEqual({});
    expect(withDomains({}, [])).toEqual({});
    expect(withDomains({}, ["b"])).toEqual({ domains: ["b"] });
  });
});
