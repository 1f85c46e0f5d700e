import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ALL_RUNS,
  GROUPINGS,
  readRunsAddress,
  runsParameters,
  SORT_COLUMNS,
  sortedBy,
  type RunsAddress,
} from "@/components/runs/runs-address";
import { RUN_STATES } from "@/core/run-states";

const word = fc.option(fc.string({ minLength: 1 }).filter((text) => text.trim() === text && text !== ""));
const addresses: fc.Arbitrary<RunsAddress> = fc.record({
  search: word,
  state: fc.option(fc.constantFrom(...RUN_STATES)),
  backend: word,
  model: word,
  corpus: word,
  recipe: word,
  sort: fc.option(fc.record({ by: fc.constantFrom(...SORT_COLUMNS), descending: fc.boolean() })),
  group: fc.option(fc.constantFrom(...GROUPINGS)),
});

describe("the address of the list of runs", () => {
  it("reads what it has written", () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const given = Object.entries(runsParameters(address)).flatMap(([name, value]) =>
          value === null ? [] : [[name, value]],
        );
        expect(readRunsAddress(new URLSearchParams(given))).toEqual(address);
      }),
    );
  });

  it("does not care for what it does not understand", () => {
    expect(readRunsAddress(new URLSearchParams("state=tired&sort=shoes&group=colour&q=%20"))).toEqual(
      ALL_RUNS,
    );
  });

  it("sorts a column one way, then the other, then no more", () => {
    const first = sortedBy(null, "cost");
    expect(first).toEqual({ by: "cost", descending: true });
    expect(sortedBy(first, "cost")).toEqual({ by: "cost", descending: false });
    expect(sortedBy(sortedBy(first, "cost"), "cost")).toBeNull();
    expect(sortedBy(first, "name")).toEqual({ by: "name", descending: false });
  });
});
