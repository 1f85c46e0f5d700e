import { describe, expect, it } from "vitest";
import { croissant } from "@/core/croissant";
import { NO_FIELDS } from "@/core/data-card";
import { exportColumns } from "@/server/services/document/export-columns";
import { CARD_FACTS, CARD_FIELDS } from "@/tests/support/card-fixture";

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const nodes = (value: unknown): Node[] => (Array.isArray(value) ? value.filter(isNode) : []);

/** Properties that the specification of Croissant 1.0 requires, by type (https://docs.mlcommons.org/croissant/docs/croissant-spec.html). */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  "sc:Dataset": [
    "@context",
    "@type",
    "conformsTo",
    "name",
    "description",
    "license",
    "url",
    "creator",
    "datePublished",
    "distribution",
    "recordSet",
  ],
  "cr:FileObject": ["@id", "name", "contentUrl", "encodingFormat", "sha256"],
  "cr:FileSet": ["@id", "name", "encodingFormat", "includes"],
  "cr:RecordSet": ["@id", "name", "field"],
  "cr:Field": ["@id", "name", "dataType"],
  "sc:Organization": ["name"],
};

const DATA_TYPES = ["sc:Text", "sc:Integer", "sc:Float"];

/** Every node with a type, wherever it stands. */
function typed(value: unknown): Node[] {
  if (Array.isArray(value)) return value.flatMap(typed);
  if (!isNode(value)) return [];
  const below = Object.entries(value).flatMap(([key, child]) => (key === "@context" ? [] : typed(child)));
  return typeof value["@type"] === "string" ? [value, ...below] : below;
}

function faults(dataset: object): string[] {
  const all = typed(JSON.parse(JSON.stringify(dataset)));
  const ids = all.flatMap((node) => (typeof node["@id"] === "string" ? [node["@id"]] : []));
  return [
    ...all.flatMap((node) => {
      const type = String(node["@type"]);
      const required = REQUIRED[type];
      if (required === undefined) return [`unknown type ${type}`];
      return required
        .filter((property) => [undefined, null, ""].includes(node[property] as undefined))
        .map((property) => `${type} ${String(node["@id"])} lacks ${property}`);
    }),
    ...ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `${id} is used twice`),
    ...all.flatMap((node) => {
      if (node["@type"] !== "cr:Field") return [];
      const source = node["source"];
      const set = isNode(source) && isNode(source["fileSet"]) ? source["fileSet"]["@id"] : undefined;
      const strange = set !== undefined && !ids.includes(String(set)) ? [`${String(set)} is nowhere`] : [];
      return DATA_TYPES.includes(String(node["dataType"])) ? strange : [...strange, "strange data type"];
    }),
    ...all.flatMap((node) => {
      const { key } = node;
      return isNode(key) && !ids.includes(String(key["@id"])) ? [`key ${String(key["@id"])} is nowhere`] : [];
    }),
  ];
}

describe("a data card as Croissant", () => {
  const dataset = croissant(CARD_FIELDS, CARD_FACTS) as Node;

  it("has every property that Croissant 1.0 requires, and names everything once", () => {
    expect(faults(dataset)).toEqual([]);
    expect(faults(croissant(NO_FIELDS, CARD_FACTS))).toEqual([]);
    expect(dataset["conformsTo"]).toContain("http://mlcommons.org/croissant/1.0");
  });

  it("would be found wanting without one of them", () => {
    expect(faults({ ...dataset, license: "" })).toEqual(["sc:Dataset undefined lacks license"]);
    expect(faults({ ...dataset, distribution: [] })).toContain("documents-parquet is nowhere");
  });

  it("describes the fields of the exported files", () => {
    const [documents] = nodes(dataset["recordSet"]);
    const fields = nodes(documents?.["field"]);
    expect(fields.map(({ name, dataType }) => [name, dataType]).slice(0, 4)).toEqual([
      ["id", "sc:Text"],
      ["domain", "sc:Text"],
      ["tokens", "sc:Integer"],
      ["unigram_entropy", "sc:Float"],
    ]);
    expect(fields.map(({ name }) => name)).toEqual(exportColumns(true).map(({ name }) => name));
    expect(fields.find(({ name }) => name === "fluency")?.["description"]).toContain("Absent");
    expect(fields.at(-1)).toMatchObject({
      "@id": "documents/text",
      source: { fileSet: { "@id": "documents-parquet" }, extract: { column: "text" } },
    });
  });

  it("carries what people wrote, and domains and raters as records", () => {
    expect(dataset).toMatchObject({
      name: "A small corpus",
      license: "https://spdx.org/licenses/CC-BY-4.0.html",
      datePublished: "2026-11-24",
      version: "2.0.0",
      "rai:dataCollection": "By robots.\n\nA crawl of 2023.",
      "rai:dataLimitations": "English only.",
    });
    const [, domains, raters] = nodes(dataset["recordSet"]);
    expect(domains?.["data"]).toEqual([
      { "domains/name": "c4", "domains/documents": 1000, "domains/tokens": 250_000 },
      { "domains/name": "wikipedia", "domains/documents": 200, "domains/tokens": 750_000 },
    ]);
    expect(nodes(raters?.["data"])).toHaveLength(25);
    expect(raters?.["data"]).toContainEqual({
      "raters/name": "dsir_books",
      "raters/provenance": "imported",
      "raters/missing": 0.25,
    });
  });
});
