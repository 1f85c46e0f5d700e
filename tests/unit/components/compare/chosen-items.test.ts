import { describe, expect, it } from "vitest";
import { movedItem, withItem, withoutItem } from "@/components/compare/chosen-items";
import { readCompareAddress } from "@/components/compare/compare-address";
import { facesOf, letterOf } from "@/components/compare/compared-face";
import { itemKey } from "@/core/comparison/item";
import { itemOf } from "./compared-fixture";

const address = readCompareAddress(
  new URLSearchParams("items=version:a,version:b,run:c&base=version:b&other=run:c&row=3"),
);
const keys = ({ items = [] }: Partial<typeof address>): string[] => items.map(itemKey);

describe("the items of a comparison", () => {
  it("take in what is new and nothing twice", () => {
    expect(keys(withItem(address, { kind: "run", id: "d" }))).toEqual([
      "version:a",
      "version:b",
      "run:c",
      "run:d",
    ]);
    expect(keys(withItem(address, { kind: "run", id: "c" }))).toEqual(["version:a", "version:b", "run:c"]);
  });

  it("lose one together with what was said of it", () => {
    const without = withoutItem(address, "version:b");
    expect(keys(without)).toEqual(["version:a", "run:c"]);
    expect(without).toMatchObject({ base: null, other: "run:c", row: null });
  });

  it("move by one place and not beyond the ends", () => {
    expect(keys(movedItem(address, "run:c", -1))).toEqual(["version:a", "run:c", "version:b"]);
    expect(keys(movedItem(address, "run:c", 1))).toEqual(["version:a", "version:b", "run:c"]);
    expect(keys(movedItem(address, "version:a", -1))).toEqual(["version:a", "version:b", "run:c"]);
    expect(keys(movedItem(address, "run:none", 1))).toEqual(["version:a", "version:b", "run:c"]);
  });
});

describe("their faces", () => {
  const items = ["a", "b", "c"].map((id) => itemOf(id));
  it("begin with the baseline in grey, then go by the order", () => {
    expect(facesOf(items, "version:b").map(({ key, letter, colour }) => [key, letter, colour])).toEqual([
      ["version:b", "A", "var(--color-control)"],
      ["version:a", "B", "var(--color-accent)"],
      ["version:c", "C", "var(--color-domain-4)"],
    ]);
  });
  it("take the first for the baseline where none is named", () => {
    expect(facesOf(items, "run:b")[0]?.key).toBe("version:a");
    expect(facesOf([], null)).toEqual([]);
  });
  it("never have the same colour among the first 22", () => {
    const many = facesOf(
      Array.from({ length: 22 }, (_, place) => itemOf(String(place))),
      null,
    );
    expect(new Set(many.map(({ colour }) => colour)).size).toBe(22);
  });
  it("have letters without end", () => {
    expect([0, 25, 26, 51, 52, 701, 702].map(letterOf)).toEqual(["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
  });
});
