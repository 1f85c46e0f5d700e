import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentDisposition, exportFileName } from "@/server/services/document/export-name";

const nameOf = (corpus: string): string =>
  exportFileName({ corpus, number: 2, documents: 12, of: 604, format: "csv" });

describe("the name of an export", () => {
  it.each([
    ["demo", "demo v2, 12 of 604 documents.csv"],
    ["Büro 🐋", "Büro 🐋 v2, 12 of 604 documents.csv"],
    ["../../etc/passwd", "etc-passwd v2, 12 of 604 documents.csv"],
    ['a"b;c%\r\nSet-Cookie: x', "a-b-c- Set-Cookie- x v2, 12 of 604 documents.csv"],
    ["gpj.\u202eexe", "gpj. exe v2, 12 of 604 documents.csv"],
    ["\u0000", "corpus v2, 12 of 604 documents.csv"],
  ])("of corpus %j is %j", (corpus, name) => {
    expect(nameOf(corpus)).toBe(name);
  });

  it("is kept whole by the header, which is one line of ASCII whatever the name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1 }), (corpus) => {
        const name = nameOf(corpus);
        const header = contentDisposition(name);
        expect(header).toMatch(
          /^attachment; filename="[\x20-\x21\x23-\x5b\x5d-\x7e]*"; filename\*=UTF-8''[A-Za-z0-9!._~%-]+$/,
        );
        expect(decodeURIComponent(header.split("UTF-8''")[1] ?? "")).toBe(name);
        expect(() => new Headers({ "Content-Disposition": header })).not.toThrow();
      }),
    );
  });
});
