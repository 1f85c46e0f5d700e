import { tableFromArrays } from "apache-arrow";
import { describe, expect, it } from "vitest";
import { rowsOf } from "@/workers/browser/arrow-rows";

describe("rowsOf", () => {
  it("makes objects of columns, numbers of 64-bit integers", () => {
    const table = tableFromArrays({ n: BigInt64Array.of(1n, 2n), x: Float64Array.of(0.5, -1) });
    expect(rowsOf(table)).toEqual([
      { n: 1, x: 0.5 },
      { n: 2, x: -1 },
    ]);
  });

  it("refuses an integer that a number cannot hold", () => {
    const table = tableFromArrays({ n: BigInt64Array.of(2n ** 53n) });
    expect(() => rowsOf(table)).toThrow("column n holds 9007199254740992, beyond 2^53");
  });
});
