import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foldCase } from "@/core/fold-case";
import { openDuckDb, type DuckDb } from "@/server/duckdb/engine";
import { sqlText } from "@/server/duckdb/sql-literal";
import { containsSql } from "@/server/services/document/contains-sql";
import { testStudio, type TestStudio } from "@/tests/support/studio-home";

let studio: TestStudio;
let engine: DuckDb;
beforeAll(async () => {
  studio = await testStudio();
  engine = await openDuckDb();
});
afterAll(async () => {
  engine.close();
  await studio.end();
});

/** Which of the texts contain the search, as DuckDB finds it. */
async function found(texts: readonly string[], search: string): Promise<boolean[]> {
  const rows = texts.map((text, at) => `(${String(at)}, ${sqlText(text)})`);
  const answers = await engine.query(
    `SELECT ${containsSql("text", search)} AS found FROM (VALUES ${rows.join(", ")}) AS texts(place, text) ORDER BY place`,
  );
  return answers.map((row) => row["found"] === true);
}

const HOSTILE = [
  "%",
  "_",
  "'",
  "''; DROP TABLE x; --",
  '"',
  "\\",
  "\\x41",
  "\\Q\\E",
  ".*",
  "^a$",
  "[a-z]",
  "(?i)",
  "a|b",
  "{2}",
];
const LETTERS = [
  "a",
  "A",
  "ſ",
  "S",
  "s",
  "İ",
  "i",
  "I",
  "ı",
  "ß",
  "ẞ",
  "ς",
  "Σ",
  "σ",
  "\u212a",
  "k",
  "é",
  "É",
  "\u0345",
  "ᲀ",
  "В",
];
const SIGNS = ["\0", "\n", "\r", "\t", " ", "\ufeff", "\ufdd0", "🐋", "\u{10400}", "\u{10428}", "0", "-"];
const character = fc.oneof(
  fc.constantFrom(...LETTERS),
  fc.constantFrom(...SIGNS),
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: "grapheme", maxLength: 1 }),
);
const text = (most: number) =>
  fc.array(character, { maxLength: most }).map((characters) => characters.join(""));

describe("a search", () => {
  it("finds a text where its folding is part of the other's, whatever it is made of", async () => {
    const search = text(4).filter((made) => made !== "");
    await fc.assert(
      fc.asyncProperty(fc.array(text(12), { minLength: 1, maxLength: 30 }), search, async (texts, wanted) => {
        const expected = texts.map((one) => foldCase(one).includes(foldCase(wanted)));
        expect(await found(texts, wanted)).toEqual(expected);
      }),
      { numRuns: 150 },
    );
  });

  it("takes a part of the text itself in the other case for the same", async () => {
    const cut = fc.tuple(
      text(30).filter((made) => made !== ""),
      fc.nat(),
      fc.nat(),
    );
    await fc.assert(
      fc.asyncProperty(cut, async ([whole, from, length]) => {
        const characters = Array.from(whole);
        const start = from % characters.length;
        const part = characters.slice(start, start + 1 + (length % 6)).join("");
        expect(await found([whole], part)).toEqual([true]);
        expect(await found([whole], foldCase(part))).toEqual([true]);
      }),
      { numRuns: 100 },
    );
  });

  it("takes every cased character for exactly those that fold to the same", async () => {
    const cased: string[] = [];
    for (let code = 1; code < 0x110000; code += 1) {
      if (code >= 0xd800 && code < 0xe000) continue;
      const one = String.fromCodePoint(code);
      if (one.toLowerCase() !== one || one.toUpperCase() !== one || foldCase(one) !== one) cased.push(one);
    }
    const all = cased.join("");
    const rows = await engine.query(
      `SELECT cp, array_to_string(regexp_extract_all(${sqlText(all)}, '[' || chr(cp) || ']', 0, 'i'), '') AS alike
       FROM (SELECT unnest([${cased.map((one) => String(one.codePointAt(0))).join(", ")}])::INTEGER AS cp)`,
    );
    const byFolding = new Map<string, string>();
    for (const one of cased) byFolding.set(foldCase(one), (byFolding.get(foldCase(one)) ?? "") + one);
    const wrong = rows.filter(
      (row) => row["alike"] !== byFolding.get(foldCase(String.fromCodePoint(Number(row["cp"])))),
    );
    expect(wrong).toEqual([]);
  });

  it.each(["ab", "Жщ", "\u{10400}b", "s\u212a", "i.*", "%_'\0"])(
    "of 10,000 characters of %j is literal",
    async (unit) => {
      const search = unit.repeat(10_000 / Array.from(unit).length);
      const other = `x${search.slice(1)}`;
      const texts = [
        `before ${search.toUpperCase()} after`,
        other,
        search.slice(0, -1),
        search.replaceAll("i", "İ"),
      ];
      expect(await found(texts, search)).toEqual(
        texts.map((one) => foldCase(one).includes(foldCase(search))),
      );
    },
  );
});
