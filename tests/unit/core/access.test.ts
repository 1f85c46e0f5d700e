import { describe, expect, it } from "vitest";
import { LEAST_ROLE, mayDo, refusalOf, ROLES, type Verb } from "@/core/access";

const verbsOf = (role: (typeof ROLES)[number]): number =>
  (Object.keys(LEAST_ROLE) as Verb[]).filter((verb) => mayDo(role, verb)).length;

describe("roles", () => {
  it("each may do all that the one before it may, and more", () => {
    expect(ROLES.map(verbsOf)).toEqual([2, 3, 16, 23, 27]);
  });

  it("say why not, and who may", () => {
    expect(refusalOf("reviewer", "train a model")).toBe(
      "As a reviewer you may not train a model: that takes an operator.",
    );
    expect(refusalOf("operator", "read the audit")).toBe(
      "As an operator you may not read the audit: that takes an admin.",
    );
    expect(refusalOf("operator", "train a model")).toBeNull();
  });
});
