import { expect, it } from "vitest";
import { domainColour } from "@/components/charts/domain-colour";

it("gives the first seven domains a hue each", () => {
  expect(new Set(Array.from({ length: 7 }, (_, index) => domainColour(index))).size).toBe(7);
  expect(domainColour(0)).toBe("var(--color-domain-0)");
});

it("tells twenty-one domains apart", () => {
  expect(new Set(Array.from({ length: 21 }, (_, index) => domainColour(index))).size).toBe(21);
});
