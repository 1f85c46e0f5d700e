import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RATERS } from "@/core/raters";
import type { SourceMapping } from "@/core/source-mapping";
import { levelOf } from "@/server/services/corpus/importing/expected-level";
import {
  readRecord,
  type RecordRules,
  type SourceRecord,
} from "@/server/services/corpus/importing/read-record";
import { RowRejected } from "@/server/services/corpus/importing/row-rejected";
import type { SourceRow } from "@/server/services/corpus/importing/source-row";
import { madeRecord } from "@/tests/support/released-layout";

const RULES: RecordRules = { mapping: {}, domainColumn: null, scoresRequired: true };

declare global {
  /** ES2024, in Node from 20 on; the compiler's library is ES2023. */
  interface String {
    toWellFormed(): string;
  }
}

/** A record with its text as plain characters. */
type PlainRecord = Omit<SourceRecord, "text"> & { readonly text: string };

function readRow(row: SourceRow, rules: RecordRules): PlainRecord {
  const { text, ...rest } = readRecord(row, rules);
  return { ...rest, text: Buffer.from(text.value, text.encoding).toString("utf8") };
}

const read = (row: unknown, rules = RULES): PlainRecord =>
  readRow({ number: 1, bytes: Buffer.from(JSON.stringify(row)) }, rules);
const raw = (text: string): PlainRecord => readRow({ number: 1, bytes: Buffer.from(text) }, RULES);
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

const scoreOf = (record: PlainRecord, rater: string): number | null | undefined =>
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
    [
      "a text for a list of one",
      made({ fineweb_edu: "2" }),
      "fineweb_edu is not a number or a list of 1 number",
      "a",
    ],
    [
      "texts in a list",
      made({ modernbert_reasoning: [1, 2, 3, 4, 5, "6"] }),
      "modernbert_reasoning is not a list of 6 numbers",
      "a",
    ],
  ])("is rejected with %s", (_, row, reason, id) => {
    expect(rejection(() => read(row))).toEqual([reason, id]);
  });

  it("is the same read from fields", () => {
    const fields = made({ qurater: [1, null, 3, 4] });
    expect(readRow({ number: 1, fields }, RULES)).toEqual(read(fields));
    expect(rejection(() => readRecord({ number: 1, fields: made({ id: null }) }, RULES))).toEqual([
      "no id",
      null,
    ]);
  });

  it("is rejected when its reader refuses it", () => {
    const refused = "line is longer than 16 MiB";
    expect(rejection(() => readRecord({ number: 1, refused }, RULES))).toEqual([refused, null]);
  });

  it("is rejected when it is no JSON or no UTF-8", () => {
    expect(rejection(() => raw('{"id":"a","content":"t'))).toEqual(["not valid JSON", null]);
    const bytes = Buffer.from([0x22, 0xc3, 0x28, 0x22]);
    expect(rejection(() => readRecord({ number: 1, bytes }, RULES))).toEqual(["not valid UTF-8", null]);
  });

  it("keeps NUL, bidi controls and characters beyond the first plane in its text", () => {
    const text = "a\u0000b\u202ec\u{1f40b}";
    expect(read(made({ content: text })).text).toBe(text);
  });

  it("is the same whether its characters are spelled by their numbers or not", () => {
    const text = fc.string({ unit: "grapheme", maxLength: 20 }).map((value) => value.toWellFormed());
    const filled = text.filter((value) => value !== "");
    fc.assert(
      fc.property(filled, filled, filled, text, (id, content, domain, other) => {
        const row = made({ id, content, domain, [other]: 1, größe: 3 });
        const line = JSON.stringify(row);
        const spelled = line.replace(
          /[^\0-\x7f]/g,
          (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
        );
        const plainRules = { ...RULES, domainColumn: "domain" };
        for (const rules of [plainRules, { ...plainRules, mapping: { tokens: "größe" } }]) {
          const found = readRow({ number: 1, bytes: Buffer.from(line) }, rules);
          expect(found).toMatchObject({ id, text: content, domain });
          expect(readRow({ number: 1, bytes: Buffer.from(spelled) }, rules)).toEqual(found);
        }
      }),
    );
  });

  it("takes its tokens from a named field, which then has to be a whole number", () => {
    const rules = { ...RULES, mapping: { tokens: "n" } };
    expect(read(made({ n: 0 }), rules).tokens).toBe(0);
    expect(rejection(() => read(made(), rules))).toEqual(["no n", "a"]);
    for (const n of [1.5, -1, 2 ** 32, "3"])
      expect(rejection(() => read(made({ n }), rules))).toEqual(["n is not a number of tokens", "a"]);
    expect(rejection(() => read(made(), { ...RULES, mapping: { tokens: "constructor" } }))).toEqual([
      "no constructor",
      "a",
    ]);
  });

  it("needs no scores in a validation set", () => {
    expect(
      read(
        { id: "a", content: "t", domain: "book" },
        { mapping: {}, domainColumn: "domain", scoresRequired: false },
      ).domain,
    ).toBe("book");
  });
});

const mapped = (row: unknown, mapping: SourceMapping): PlainRecord => read(row, { ...RULES, mapping });

describe("a row under a mapping", () => {
  it("is read from the named columns, nested ones by a dotted path", () => {
    const row = {
      doc: { uuid: "u-1", "set.name": "Book" },
      raw_content: "words",
      n: 3,
      edu: 2.5,
      "a.b": 9,
      a: { b: 1 },
    };
    const mapping = {
      id: "doc.uuid",
      text: "raw_content",
      domain: "doc.set.name",
      tokens: "n",
      raters: { educational_value: "edu", word_count: "a.b" },
    } as const;
    const record = read(row, { mapping, domainColumn: mapping.domain, scoresRequired: true });
    expect(record).toMatchObject({ id: "u-1", text: "words", tokens: 3, domain: "Book" });
    expect(scoreOf(record, "educational_value")).toBe(2.5);
    expect(scoreOf(record, "word_count")).toBe(9);
    expect(record.scores.filter((score) => score !== null)).toHaveLength(2);
  });

  it("may have an id of whole digits, and no other number", () => {
    expect(mapped(made({ id: 70 }), { id: "id" }).id).toBe("70");
    for (const id of [1.5, 2 ** 53])
      expect(rejection(() => mapped(made({ id }), { id: "id" }))).toEqual(["id is not a text", null]);
  });

  it("takes a plain number for one of a list, and the list as well", () => {
    const raters = { facts_and_trivia: "x" } as const;
    expect(scoreOf(mapped({ id: "a", content: "t", x: 1.5 }, { raters }), "facts_and_trivia")).toBe(1.5);
    expect(scoreOf(mapped({ id: "a", content: "t", x: [1, 2, 3, 4] }, { raters }), "facts_and_trivia")).toBe(
      3,
    );
    expect(rejection(() => mapped({ id: "a", content: "t", x: [1] }, { raters }))).toEqual([
      "x is not a number or a list of 4 numbers",
      "a",
    ]);
  });

  it("takes a plain number of a classifier for its expected level, the nearest level for its argmax", () => {
    const levels = (x: unknown): unknown[] => {
      const record = mapped({ id: "a", content: "t", x }, { raters: { readability: "x" } });
      return [scoreOf(record, "readability"), record.argmax[3], record.logits[3]];
    };
    expect(levels(3.4)).toEqual([Math.fround(3.4), 3, null]);
    expect([0, 0.5, 0.51, 2.5, 4.5, 4.6, 5].map((x) => levels(x)[1])).toEqual([0, 0, 1, 2, 4, 5, 5]);
    expect(levels([0, 0, 9, 0, 0, 0])[1]).toBe(2);
    for (const x of [-0.1, 5.1])
      expect(rejection(() => levels(x))).toEqual(["x is not a level from 0 to 5", "a"]);
  });

  it("turns a rater off by null", () => {
    expect(scoreOf(mapped(made(), { raters: { word_count: null } }), "word_count")).toBeNull();
  });

  it("is rejected without any mapped column, and with a domain that is no text", () => {
    expect(rejection(() => mapped({ id: "a", content: "t" }, { raters: { word_count: "n" } }))).toEqual([
      "none of the mapped rater columns",
      "a",
    ]);
    const rules = { mapping: { domain: "set" }, domainColumn: "set", scoresRequired: true };
    expect(rejection(() => read(made({ set: 3 }), rules))).toEqual(["set is not a text", "a"]);
    expect(read(made({ set: null }), rules).domain).toBeNull();
  });

  it("finds a rater under its own id as a number where its released field is absent or null", () => {
    const row = made({ qurater: null, writing_style: 4, readability: 2, modernbert_readability: undefined });
    const record = read(row);
    expect(scoreOf(record, "writing_style")).toBe(4);
    expect(scoreOf(record, "required_expertise")).toBeNull();
    expect([scoreOf(record, "readability"), record.argmax[3]]).toEqual([2, 2]);
    expect(scoreOf(read(made({ fineweb_edu: 2 })), "fineweb_edu")).toBe(2);
    expect(scoreOf(read(made({ word_count: 1, rps_doc_word_count: 7 })), "word_count")).toBe(7);
    expect(rejection(() => read(made({ qurater: undefined, writing_style: [1, 2, 3, 4] })))).toEqual([
      "writing_style is not a number",
      "a",
    ]);
  });
});
