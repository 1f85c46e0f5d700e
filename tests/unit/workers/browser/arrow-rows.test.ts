import { Float64, Table, tableFromArrays, vectorFromArray } from "apache-arrow";
import { describe, expect, it } from "vitest";
import { columnsOf, rowsOf } from "@/workers/browser/arrow-rows";

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

describe("columnsOf", () => {
  it("hands over DOUBLE as it lies in memory", () => {
    const table = tableFromArrays({ x: Float64Array.of(0.5, -1) });
    expect(columnsOf(table)).toEqual(new Map([["x", Float64Array.of(0.5, -1)]]));
  });

  it("refuses a NULL and any other type", () => {
    const holed = new Table({ x: vectorFromArray([0.5, null], new Float64()) });
    expect(() => columnsOf(holed)).toThrow("column x is not DOUBLE throughout");
    const whole = tableFromArrays({ n: Int32Array.of(1) });
    expect(() => columnsOf(whole)).toThrow("column n is not DOUBLE throughout");
  });
});
