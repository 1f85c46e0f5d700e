import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RATER_FIELDS, RATER_IDS } from "@/core/raters";
import { offRaters, readColumns, valueAt } from "@/core/mapped-columns";
import { isReleasedLayout, namedColumns, sourceMappingSchema } from "@/core/source-mapping";

describe("a mapping of a source", () => {
  it("refuses unknown parts and raters, empty names and what is no name", () => {
    const isGood = (value: unknown): boolean => sourceMappingSchema.safeParse(value).success;
    expect(isGood({ text: " raw_content ", raters: { fluency: null, readability: "a.b" } })).toBe(true);
    for (const bad of [
      { title: "x" },
      { raters: { beauty: "x" } },
      { text: "  " },
      { id: 3 },
      { domain: null },
    ])
      expect(isGood(bad)).toBe(false);
    expect(sourceMappingSchema.parse({ text: " raw " })).toEqual({ text: "raw" });
  });

  it("is the released layout when it names nothing", () => {
    expect([{}, { raters: {} }].map(isReleasedLayout)).toEqual([true, true]);
    expect([{ text: "content" }, { raters: { fluency: null } }].map(isReleasedLayout)).toEqual([
      false,
      false,
    ]);
  });

  it("names each column once and no rater that is off", () => {
    expect(namedColumns({ id: "a", text: "b", raters: { fluency: "a", readability: null } })).toEqual([
      "a",
      "b",
    ]);
  });

  it("reads the column of groups where it names one", () => {
    expect(readColumns({})).not.toContain("meta.host");
    expect(readColumns({ group: "meta.host" })).toContain("meta.host");
    expect(namedColumns({ group: "meta.host" })).toEqual(["meta.host"]);
  });

  it("reads the released fields and the ids of raters unless it names others", () => {
    expect(readColumns({})).toEqual(
      expect.arrayContaining(["id", "content", "domain", ...RATER_FIELDS, ...RATER_IDS]),
    );
    const named = readColumns({ text: "t", tokens: "n", raters: { word_count: "w" } });
    expect(named).toEqual(expect.arrayContaining(["id", "t", "n", "w"]));
    expect(named).not.toEqual(expect.arrayContaining(["content"]));
    expect(named).not.toEqual(expect.arrayContaining(["rps_doc_word_count"]));
  });

  it("leaves a rater off that has no column, or was turned off", () => {
    expect(offRaters({}, [])).toEqual(RATER_IDS);
    expect(offRaters({}, RATER_FIELDS)).toEqual([]);
    expect(offRaters({ raters: { fluency: null, readability: "gone" } }, RATER_FIELDS)).toEqual([
      "fluency",
      "readability",
    ]);
    const columns = RATER_FIELDS.map((field) => (field === "qurater" ? "writing_style" : field));
    expect(offRaters({}, columns)).toEqual(["required_expertise", "facts_and_trivia", "educational_value"]);
  });
});

describe("the value of a column", () => {
  it("is the field of that very name before the nested one, and never inherited", () => {
    expect(valueAt({ "a.b": 1, a: { b: 2 } }, "a.b")).toBe(1);
    expect(valueAt({ a: { "b.c": { d: 3 } } }, "a.b.c.d")).toBe(3);
    expect(valueAt({ a: { b: null } }, "a.b")).toBeNull();
    for (const path of ["a.c", "a.b.c", "toString", "a.constructor", "a..b", "."])
      expect(valueAt({ a: { b: 2 } }, path)).toBeUndefined();
    expect(valueAt({ a: [1, 2] }, "a.length")).toBeUndefined();
  });

  it("is found wherever it was put", () => {
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 5 }), fc.integer(), (names, value) => {
        const nested = names.reduceRight<unknown>(
          (inner, name) => Object.fromEntries([[name, inner]]),
          value,
        );
        expect(valueAt(nested as Record<string, unknown>, names.join("."))).toBe(value);
      }),
    );
  });
});
