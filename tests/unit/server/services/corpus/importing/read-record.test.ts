import { describe, expect, it } from "vitest";
import { RATERS } from "@/core/raters";
import { levelOf } from "@/server/services/corpus/importing/expected-level";
import {
  readRecord,
  RowRejected,
  type RecordRules,
  type SourceRecord,
} from "@/server/services/corpus/importing/read-record";
import { madeRecord } from "@/tests/support/released-layout";

const RULES: RecordRules = { tokensField: null, scoresRequired: true };

const read = (row: unknown, rules = RULES): SourceRecord =>
  readRecord(Buffer.from(JSON.stringify(row)), rules);
const raw = (text: string): SourceRecord => readRecord(Buffer.from(text), RULES);
const made = (changes: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...madeRecord("a", "text", 1),
  ...changes,
});

function rejection(act: () => unknown): [string, string | null] {
  try {
    act();
  } catch (error) {
    if (error instanceof RowRejected) return [error.reason, error.id];
    throw error;
  }
  throw new Error("the row was accepted");
}

const scoreOf = (record: SourceRecord, rater: string): number | null | undefined =>
  record.scores[RATERS.findIndex(({ id }) => id === rater)];

describe("a row of the released layout", () => {
  it("gives 25 float32 scores, 6 argmax and their logits", () => {
    const row = made();
    const record = read(row);
    expect(record).toMatchObject({ id: "a", text: "text", tokens: null });
    RATERS.forEach((rater, index) => {
      const value = row[rater.source.field];
      const { source } = rater;
      const plain =
        source.kind === "scalar"
          ? (value as number)
          : source.kind === "item"
            ? (value as number[])[source.position]
            : levelOf(value as number[]).expected;
      expect(record.scores[index], rater.id).toBe(Math.fround(plain ?? Number.NaN));
    });
    expect(record.argmax).toHaveLength(6);
    expect(record.logits.map((logits) => logits?.length)).toEqual([2, 2, 6, 6, 6, 6]);
  });

  it("takes whole numbers, percentages over 100 and DSIR of −1.67 million as they are", () => {
    const record = read(
      made({ rps_doc_word_count: 12, rps_doc_frac_chars_top_3gram: 187.5, dsir_wiki: -1_670_000 }),
    );
    expect(scoreOf(record, "word_count")).toBe(12);
    expect(scoreOf(record, "frac_chars_top_3gram")).toBe(187.5);
    expect(scoreOf(record, "dsir_wikipedia")).toBe(-1_670_000);
  });

  it("misses what is null, absent or not finite in float32, and is kept", () => {
    const row = made({ rps_doc_word_count: null, fineweb_edu: [null], qurater: [1, null, 3, 4] });
    delete row["dsir_math"];
    const record = read(row);
    for (const rater of ["word_count", "fineweb_edu", "required_expertise", "dsir_math"])
      expect(scoreOf(record, rater), rater).toBeNull();
    expect(scoreOf(record, "facts_and_trivia")).toBe(3);
    const infinite = raw(
      '{"id":"a","content":"t","rps_doc_word_count":1e400,"dsir_wiki":-Infinity,"dsir_math":NaN,"dsir_books":1e39}',
    );
    for (const rater of ["word_count", "dsir_wikipedia", "dsir_math", "dsir_books"])
      expect(scoreOf(infinite, rater), rater).toBeNull();
  });

  it("misses a classifier with one non-finite logit and keeps its other logits", () => {
    const record = raw('{"id":"a","content":"t","ad_en":[NaN,2],"fluency_en":[1,2]}');
    expect(scoreOf(record, "advertisement")).toBeNull();
    expect(record.argmax).toEqual([null, 1, null, null, null, null]);
    expect(record.logits.slice(0, 3)).toEqual([[null, 2], [1, 2], null]);
  });

  it.each<[string, unknown, string, string | null]>([
    ["no object", [1], "not a JSON object", null],
    ["no id", made({ id: undefined }), "no id", null],
    ["an empty id", made({ id: "" }), "no id", null],
    ["an id that is a number", made({ id: 7 }), "id is not a text", null],
    ["no content", made({ content: null }), "no content", "a"],
    ["an empty content", made({ content: "" }), "no content", "a"],
    ["a content that is a list", made({ content: ["x"] }), "content is not a text", "a"],
    ["a lone surrogate", made({ content: "a\ud800b" }), "content holds a lone surrogate", "a"],
    ["no rater field", { id: "a", content: "t", sub_path: "" }, "none of the 22 rater fields", "a"],
    ["a number in quotes", made({ rps_doc_word_count: "12" }), "rps_doc_word_count is not a number", "a"],
    ["a boolean", made({ dsir_wiki: true }), "dsir_wiki is not a number", "a"],
    ["a short list", made({ qurater: [1, 2, 3] }), "qurater is not a list of 4 numbers", "a"],
    ["a long list", made({ ad_en: [1, 2, 3] }), "ad_en is not a list of 2 numbers", "a"],
    ["a number for a list of one", made({ fineweb_edu: 2 }), "fineweb_edu is not a list of 1 number", "a"],
    [
      "texts in a list",
      made({ modernbert_reasoning: [1, 2, 3, 4, 5, "6"] }),
      "modernbert_reasoning is not a list of 6 numbers",
      "a",
    ],
  ])("is rejected with %s", (_, row, reason, id) => {
    expect(rejection(() => read(row))).toEqual([reason, id]);
  });

  it("is rejected when it is no JSON or no UTF-8", () => {
    expect(rejection(() => raw('{"id":"a","content":"t'))).toEqual(["not valid JSON", null]);
    expect(rejection(() => readRecord(Buffer.from([0x22, 0xc3, 0x28, 0x22]), RULES))).toEqual([
      "not valid UTF-8",
      null,
    ]);
  });

  it("keeps NUL, bidi controls and characters beyond the first plane in its text", () => {
    const text = "a\u0000b\u202ec\u{1f40b}";
    expect(read(made({ content: text })).text).toBe(text);
  });

  it("takes its tokens from a named field, which then has to be a whole number", () => {
    const rules = { tokensField: "n", scoresRequired: true };
    expect(read(made({ n: 0 }), rules).tokens).toBe(0);
    expect(rejection(() => read(made(), rules))).toEqual(["no n", "a"]);
    for (const n of [1.5, -1, 2 ** 32, "3"])
      expect(rejection(() => read(made({ n }), rules))).toEqual(["n is not a number of tokens", "a"]);
    expect(rejection(() => read(made(), { tokensField: "constructor", scoresRequired: true }))).toEqual([
      "no constructor",
      "a",
    ]);
  });

  it("needs no scores in a validation set", () => {
    expect(
      read({ id: "a", content: "t", domain: "book" }, { tokensField: null, scoresRequired: false }).domain,
    ).toBe("book");
  });
});
