import { describe, expect, it } from "vitest";
import { holdsUnstorable } from "@/server/api/unstorable-text";

/** Lists within lists, as deep as given, around a value. */
function nested(depth: number, value: unknown): unknown {
  let whole = value;
  for (let level = 0; level < depth; level += 1) whole = [whole];
  return whole;
}

describe("a value that came as JSON", () => {
  it.each([["\0"], ["a\ud800"], [{ "a\0": 1 }], [JSON.parse('{"__proto__":1}') as object]])(
    "cannot be kept with %j in it",
    (part) => {
      expect(holdsUnstorable({ deep: [{ part }] })).toBe(true);
    },
  );

  it("can be kept with any other text, and whatever is searched for", () => {
    expect(holdsUnstorable({ name: "Ünï😀", size: 1, none: null, constructor: 1, search: "\0" })).toBe(false);
  });

  it("is looked through however deep it is", () => {
    expect(holdsUnstorable(nested(100_000, "fine"))).toBe(false);
    expect(holdsUnstorable(nested(100_000, "\0"))).toBe(true);
  });
});
