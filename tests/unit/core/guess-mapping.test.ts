import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { foundRaters, guessMapping } from "@/core/guess-mapping";
import { RATER_IDS, RATERS } from "@/core/raters";
import type { SourceColumn } from "@/core/source-column";
import { namedColumns } from "@/core/source-mapping";

const text = (path: string): SourceColumn => ({ path, kind: "text" });
const number = (path: string): SourceColumn => ({ path, kind: "number" });

const RELEASED: readonly SourceColumn[] = [
  ...["id", "content", "sub_path"].map(text),
  ...[...new Map(RATERS.map(({ source }) => [source.field, source.kind]))].map(
    ([path, kind]): SourceColumn => ({ path, kind: kind === "scalar" ? "number" : "numbers" }),
  ),
];

const shuffled = <T>(items: readonly T[]): fc.Arbitrary<T[]> =>
  fc.shuffledSubarray([...items], { minLength: items.length });
const paths = (columns: readonly SourceColumn[]): string[] => columns.map(({ path }) => path);

const anyColumn = fc.record<SourceColumn>({
  path: fc.oneof(
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.constantFrom(
      "text",
      "Text",
      "meta.source",
      "url",
      "n_tokens",
      "fluency",
      "a.fluency_score",
      "qurater",
      "__proto__",
    ),
  ),
  kind: fc.constantFrom("text", "number", "numbers", "flag", "other"),
});
const anyColumns = fc.uniqueArray(anyColumn, { selector: ({ path }) => path });

describe("the guess of a mapping", () => {
  it("is empty for the released layout in any order, whatever else there is", () => {
    const other = anyColumn.map(({ path, kind }) => ({ path: `other_${path.replaceAll(".", "")}_x`, kind }));
    fc.assert(
      fc.property(
        fc.array(other).chain((more) => shuffled([...RELEASED, ...more])),
        (columns) => {
          expect(guessMapping(columns)).toEqual({});
          expect(foundRaters({}, paths(columns))).toBe(25);
        },
      ),
    );
  });

  it("names nothing but columns there are, does not hang on their order, and never makes a rater lost", () => {
    fc.assert(
      fc.property(
        anyColumns.chain((columns) => fc.tuple(fc.constant(columns), shuffled(columns))),
        ([columns, others]) => {
          const guess = guessMapping(columns);
          expect(paths(columns)).toEqual(expect.arrayContaining(namedColumns(guess)));
          expect(guessMapping(others)).toEqual(guess);
          expect(foundRaters(guess, paths(columns))).toBeGreaterThanOrEqual(foundRaters({}, paths(columns)));
        },
      ),
    );
  });

  it("needs no word for raters under their own ids as numbers", () => {
    const columns = [text("id"), text("content"), ...RATER_IDS.map(number)];
    expect(guessMapping(columns)).toEqual({});
    expect(foundRaters({}, paths(columns))).toBe(25);
  });

  it("finds released fields and raters wherever they are nested, and dressed names", () => {
    const nested = RELEASED.slice(3).map(({ path, kind }) => ({ path: `quality_signals.${path}`, kind }));
    const guess = guessMapping([text("id"), text("content"), ...nested]);
    expect(foundRaters(guess, paths(nested))).toBe(25);
    expect(guess.raters?.writing_style).toBe("quality_signals.qurater");
    const dressed = RATER_IDS.map((id) => number(`PRRC-${id}_score`));
    expect(foundRaters(guessMapping(dressed), paths(dressed))).toBe(25);
  });

  it.each([
    [
      "FineWeb-Edu",
      [text("text"), text("id"), text("url"), number("token_count")],
      { text: "text", tokens: "token_count" },
    ],
    [
      "SlimPajama",
      [text("text"), text("meta.redpajama_set_name")],
      { text: "text", domain: "meta.redpajama_set_name" },
    ],
    [
      "RedPajama",
      [text("raw_content"), text("doc_id"), text("source"), text("meta")],
      { id: "doc_id", text: "raw_content", domain: "source" },
    ],
    ["rows that only have an address", [text("url"), text("Text")], { id: "url", text: "Text" }],
    ["ids of whole numbers", [number("id"), text("content")], { id: "id" }],
    ["nothing of use", [number("text"), text("n_tokens"), number("source")], {}],
  ])("knows the names of %s", (_, columns, expected) => {
    expect(guessMapping(columns)).toEqual(expected);
  });

  it("takes no text for a rater and no list for a scalar", () => {
    expect(guessMapping([text("fluency"), { path: "num_words", kind: "numbers" }])).toEqual({});
  });

  it("does not take a word for a rater that could be several", () => {
    expect(guessMapping(["edu", "quality", "score", "en", "level"].map(number))).toEqual({});
    expect(guessMapping([number("edu_score")])).toEqual({ raters: { fineweb_edu: "edu_score" } });
  });
});
