import { describe, expect, it } from "vitest";
import {
  AS_RELEASED,
  OFF,
  partChoice,
  partChoices,
  raterChoice,
  raterChoices,
  rolesOf,
  withPart,
  withRater,
} from "@/components/corpus/import-mapping.prepare";
import { raterOf } from "@/core/raters";
import type { SourceColumn } from "@/core/source-column";

const COLUMNS: readonly SourceColumn[] = [
  { path: "content", kind: "text" },
  { path: "n", kind: "number" },
  { path: "qurater", kind: "numbers" },
  { path: "when", kind: "other" },
];
const labels = (choices: readonly { readonly label: string }[]): string[] =>
  choices.map(({ label }) => label);

describe("the choices of a part", () => {
  it("begin with the released place and put columns of another kind last", () => {
    expect(labels(partChoices("text", COLUMNS, true))).toEqual([
      "content",
      "content",
      "n",
      "qurater",
      "when",
    ]);
    expect(partChoices("text", COLUMNS, true).filter(({ group }) => group === undefined)).toHaveLength(2);
    expect(labels(partChoices("id", COLUMNS, true))[0]).toBe("Choose a column");
    expect(labels(partChoices("tokens", COLUMNS, true))[0]).toBe("Counted, LLaMA tokenizer");
    expect(labels(partChoices("group", COLUMNS, true)).slice(0, 3)).toEqual(["None", "content", "n"]);
    expect(labels(partChoices("domain", COLUMNS, true))[0]).toBe("Name of the folder");
    expect(labels(partChoices("domain", COLUMNS, false))[0]).toBe("domain, else the file's name");
  });
});

describe("the choices of a rater", () => {
  it("are numbers, and lists where it is one of a list", () => {
    expect(labels(raterChoices(raterOf("word_count"), COLUMNS))).toEqual(["Off: no column", "n"]);
    expect(labels(raterChoices(raterOf("fluency"), COLUMNS))).toEqual(["Off: no column", "n", "qurater"]);
  });

  it("let one be turned off that was found", () => {
    expect(raterChoices(raterOf("writing_style"), COLUMNS)).toEqual([
      { value: AS_RELEASED, label: "qurater" },
      { value: OFF, label: "Off" },
      { value: "n", label: "n" },
    ]);
  });
});

describe("a choice", () => {
  it("made is the mapping's choice, and taken back leaves no trace", () => {
    const mapping = withRater(withPart({}, "text", "body"), "fluency", "f");
    expect(mapping).toEqual({ text: "body", raters: { fluency: "f" } });
    expect([partChoice(mapping, "text"), partChoice(mapping, "id")]).toEqual(["body", AS_RELEASED]);
    expect([raterChoice(mapping, "fluency"), raterChoice(mapping, "readability")]).toEqual([
      "f",
      AS_RELEASED,
    ]);
    expect(withRater(withPart(mapping, "text", AS_RELEASED), "fluency", AS_RELEASED)).toEqual({});
  });

  it("of off is null in the mapping", () => {
    const mapping = withRater({ raters: { readability: "r" } }, "fluency", OFF);
    expect(mapping).toEqual({ raters: { readability: "r", fluency: null } });
    expect(raterChoice(mapping, "fluency")).toBe(OFF);
  });
});

describe("the roles of a column", () => {
  it("are its part and its raters under the mapping", () => {
    expect(rolesOf("content", {})).toEqual(["text"]);
    expect(rolesOf("content", { text: "body", raters: { word_count: "content" } })).toEqual(["Word count"]);
    expect(rolesOf("qurater", {})).toHaveLength(4);
    expect(rolesOf("n", { tokens: "n", id: "n" })).toEqual(["id", "tokens"]);
    expect(rolesOf("when", {})).toEqual([]);
  });
});
