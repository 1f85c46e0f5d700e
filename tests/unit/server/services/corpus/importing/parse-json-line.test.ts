import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseJsonLine } from "@/server/services/corpus/importing/parse-json-line";

describe("one line of JSON", () => {
  it("may hold Python's bare words for numbers that are not finite", () => {
    expect(parseJsonLine('{"a": NaN, "b": [Infinity, -Infinity, 1]}')).toEqual({
      a: null,
      b: [null, null, 1],
    });
  });

  it("keeps these words inside texts, after escaped quotes too", () => {
    expect(parseJsonLine(String.raw`{"t": "NaN \"Infinity\\", "a": NaN, "NaN": -1}`)).toEqual({
      t: String.raw`NaN "Infinity` + "\\",
      a: null,
      NaN: -1,
    });
  });

  it.each(["", "{", '{"a": nan}', '{"a": NaN', '{"a": "NaN}', "[1,]", '{"a": xNaN}', '{"a": +Infinity}'])(
    "refuses %j",
    (text) => expect(() => parseJsonLine(text)).toThrow(SyntaxError),
  );

  it("mends a text of 8 MB beside a bare NaN", () => {
    const text = 'a\\"'.repeat(2_000_000);
    expect(parseJsonLine(`{"t": "${text}", "a": NaN}`)).toEqual({ t: 'a"'.repeat(2_000_000), a: null });
  });

  it("reads whatever JSON writes, with a NaN added, as that and null", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(parseJsonLine(`[${JSON.stringify(value)}, NaN]`)).toEqual([
          JSON.parse(JSON.stringify(value)),
          null,
        ]);
      }),
    );
  });
});
