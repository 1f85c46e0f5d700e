import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareParameters,
  CURVES,
  MEASURES,
  MOST_ITEMS,
  readCompareAddress,
  type CompareAddress,
} from "@/components/compare/compare-address";
import { SIDES } from "@/core/comparison/changes";
import { ITEM_KINDS, itemKey } from "@/core/comparison/item";

const EMPTY: CompareAddress = {
  items: [],
  base: null,
  corpusId: null,
  number: null,
  all: false,
  measure: "documents",
  other: null,
  side: "gained",
  row: null,
  curves: "validation",
  domain: null,
  from: null,
  to: null,
  at: 0.5,
};

const read = (search: string): CompareAddress => readCompareAddress(new URLSearchParams(search));

describe("readCompareAddress", () => {
  it("finds nothing to compare in an empty address", () => {
    expect(read("")).toEqual(EMPTY);
  });

  it("reads items of every kind, each once, and the baseline", () => {
    expect(read("items=version:a,selection:b,run:c,version:a&base=run:c&corpus=k&version=3")).toEqual({
      ...EMPTY,
      items: [
        { kind: "version", id: "a" },
        { kind: "selection", id: "b" },
        { kind: "run", id: "c" },
      ],
      base: "run:c",
      corpusId: "k",
      number: 3,
    });
  });

  it("passes over what says nothing", () => {
    expect(read("items=recipe:a,version:,x,&version=0&side=up&by=bytes&curves=all&row=-1&at=2")).toEqual(
      EMPTY,
    );
    expect(read("version=1e3&row=abc&at=abc")).toEqual(EMPTY);
  });

  it("takes no more items than one question has room for", () => {
    const keys = Array.from({ length: MOST_ITEMS + 5 }, (_, place) => `run:${String(place)}`);
    expect(read(`items=${keys.join(",")}`).items.map(itemKey)).toEqual(keys.slice(0, MOST_ITEMS));
  });

  it("reads back whatever was written", () => {
    const id = fc.stringMatching(/^[a-z0-9-]{1,36}$/);
    const key = fc.option(
      fc.tuple(fc.constantFrom(...ITEM_KINDS), id).map(([kind, name]) => `${kind}:${name}`),
    );
    const address = fc.record<CompareAddress>({
      items: fc.uniqueArray(fc.record({ kind: fc.constantFrom(...ITEM_KINDS), id }), {
        selector: itemKey,
        maxLength: 8,
      }),
      base: key,
      corpusId: fc.option(id),
      number: fc.option(fc.integer({ min: 1, max: 999_999_999 })),
      all: fc.boolean(),
      measure: fc.constantFrom(...MEASURES),
      other: key,
      side: fc.constantFrom(...SIDES),
      row: fc.option(fc.integer({ min: 0, max: 999_999_999 })),
      curves: fc.constantFrom(...CURVES),
      domain: fc.option(fc.string({ minLength: 1 })),
      from: key,
      to: key,
      at: fc.integer({ min: 0, max: 10_000 }).map((place) => place / 10_000),
    });
    fc.assert(
      fc.property(address, (given) => {
        const search = new URLSearchParams();
        for (const [name, value] of Object.entries(compareParameters(given)))
          if (value !== null) search.set(name, value);
        expect(readCompareAddress(new URLSearchParams(search.toString()))).toEqual(given);
      }),
    );
  });

  it("writes nothing but what differs from an address without it", () => {
    expect(Object.values(compareParameters(EMPTY)).every((value) => value === null)).toBe(true);
    expect(compareParameters({ side: "lost", row: 4 })).toEqual({ side: "lost", row: "4" });
  });
});
