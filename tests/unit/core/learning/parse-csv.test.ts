import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseCsv } from "@/core/learning/parse-csv";

const cells = (text: string): readonly (readonly string[])[] =>
  parseCsv(text, "w.csv").map((row) => row.cells);

describe("a CSV file", () => {
  it("is read with the line each record begins on", () => {
    expect(parseCsv('id,a\r\n"one, ""two""",1\r\n\r\n"three\nlines",2\nlast,3', "w.csv")).toEqual([
      { line: 1, cells: ["id", "a"] },
      { line: 2, cells: ['one, "two"', "1"] },
      { line: 4, cells: ["three\nlines", "2"] },
      { line: 6, cells: ["last", "3"] },
    ]);
  });

  it("may begin with a byte order mark, hold blanks around cells and end with an empty cell", () => {
    expect(cells('\uFEFFid , a\n x ,"y" \nz,')).toEqual([
      ["id", "a"],
      ["x", "y"],
      ["z", ""],
    ]);
  });

  it("holds no rows when it is empty", () => {
    expect([cells(""), cells("\n \r\n")]).toEqual([[], []]);
  });

  it.each([
    ['id\n"open', "Line 2 of w.csv opens a quote that is not closed. Put the cell into quotes"],
    ['id\n"a"b', "Line 2 of w.csv opens a quote that is not closed."],
    ['id\na"b', 'Line 2 of w.csv has a quote inside the cell a"b.'],
  ])("says where %j is wrong", (text, says) => {
    const read = (): unknown => parseCsv(text, "w.csv");
    expect(read).toThrow(says.split(" Put")[0]);
  });

  it("gives back whatever was quoted into it", () => {
    const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "é"), maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
        const text = rows.map((row) => row.map(quote).join(",")).join("\n");
        expect(cells(text)).toEqual(rows);
      }),
    );
  });
});
