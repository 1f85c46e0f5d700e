import { cardColumns, type CardColumn, type CardFacts, type CardFields } from "@/core/data-card";
import { licenceAddress } from "@/core/licence-names";

/** The context that the specification of Croissant 1.0 asks to be written as it is. */
const CONTEXT = {
  "@language": "en",
  "@vocab": "https://schema.org/",
  citeAs: "cr:citeAs",
  column: "cr:column",
  conformsTo: "dct:conformsTo",
  cr: "http://mlcommons.org/croissant/",
  data: { "@id": "cr:data", "@type": "@json" },
  dataBiases: "cr:dataBiases",
  dataCollection: "cr:dataCollection",
  dataType: { "@id": "cr:dataType", "@type": "@vocab" },
  dct: "http://purl.org/dc/terms/",
  equivalentProperty: "cr:equivalentProperty",
  examples: { "@id": "cr:examples", "@type": "@json" },
  extract: "cr:extract",
  field: "cr:field",
  fileObject: "cr:fileObject",
  fileProperty: "cr:fileProperty",
  fileSet: "cr:fileSet",
  format: "cr:format",
  includes: "cr:includes",
  isLiveDataset: "cr:isLiveDataset",
  jsonPath: "cr:jsonPath",
  key: "cr:key",
  md5: "cr:md5",
  parentField: "cr:parentField",
  path: "cr:path",
  personalSensitiveInformation: "cr:personalSensitiveInformation",
  rai: "http://mlcommons.org/croissant/RAI/",
  recordSet: "cr:recordSet",
  references: "cr:references",
  regex: "cr:regex",
  repeated: "cr:repeated",
  replace: "cr:replace",
  samplingRate: "cr:samplingRate",
  sc: "https://schema.org/",
  separator: "cr:separator",
  source: "cr:source",
  subField: "cr:subField",
  transform: "cr:transform",
} as const;

const FILES = "documents-parquet";

/**
 * The card as Croissant 1.0 (JSON-LD): what people wrote, the fields of the Parquet files that Browse exports, and domains and
 * raters as records of their own. It lies beside the files it describes.
 */
export function croissant(fields: CardFields, facts: CardFacts): object {
  const { number, fingerprint, importedAt } = facts;
  return {
    "@context": CONTEXT,
    "@type": "sc:Dataset",
    conformsTo: ["http://mlcommons.org/croissant/1.0", "http://mlcommons.org/croissant/RAI/1.0"],
    name: or(fields.title, facts.name),
    description: or(fields.summary, `${facts.name}: annotated documents with the scores of 25 raters.`),
    license: licenceAddress(fields.licence),
    url: `urn:sha256:${fingerprint}`,
    creator: { "@type": "sc:Organization", name: or(fields.contacts, "Not stated") },
    datePublished: importedAt.toISOString().slice(0, 10),
    version: `${String(number)}.0.0`,
    ...responsible(fields),
    distribution: [
      {
        "@type": "cr:FileSet",
        "@id": FILES,
        name: FILES,
        description: "Documents as exported; the CSV and JSON Lines files have the same fields.",
        encodingFormat: "application/x-parquet",
        includes: "*.parquet",
      },
    ],
    recordSet: [documents(cardColumns(facts)), domains(facts), raters(facts)],
  };
}

const or = (written: string, otherwise: string): string =>
  written.trim() === "" ? otherwise : written.trim();

/** Of the vocabulary for responsible AI, what was written. */
function responsible({ collection, intendedUse, limits, sourceNotes }: CardFields): object {
  const said = {
    "rai:dataCollection": [collection, sourceNotes].filter((text) => text.trim() !== "").join("\n\n"),
    "rai:dataUseCases": intendedUse,
    "rai:dataLimitations": limits,
  };
  return Object.fromEntries(Object.entries(said).filter(([, text]) => text.trim() !== ""));
}

const TYPES = { string: "sc:Text", uint32: "sc:Integer", uint8: "sc:Integer", float32: "sc:Float" } as const;

const documents = (columns: readonly CardColumn[]): object => ({
  "@type": "cr:RecordSet",
  "@id": "documents",
  name: "documents",
  description: "One record a document.",
  key: { "@id": "documents/id" },
  field: columns.map(({ name, type, description }) => ({
    "@type": "cr:Field",
    "@id": `documents/${name}`,
    name,
    description,
    dataType: TYPES[type],
    source: { fileSet: { "@id": FILES }, extract: { column: name } },
  })),
});

interface InlineField {
  readonly name: string;
  readonly description: string;
  readonly dataType: "sc:Text" | "sc:Integer" | "sc:Float";
}

/** A record set whose records stand in the description itself. */
function inline(
  id: string,
  description: string,
  fields: readonly InlineField[],
  rows: readonly Readonly<Record<string, string | number>>[],
): object {
  return {
    "@type": "cr:RecordSet",
    "@id": id,
    name: id,
    description,
    key: { "@id": `${id}/name` },
    field: fields.map((field) => ({ "@type": "cr:Field", "@id": `${id}/${field.name}`, ...field })),
    data: rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [`${id}/${name}`, value])),
    ),
  };
}

const domains = ({ domains: totals }: CardFacts): object =>
  inline(
    "domains",
    "Domains of the documents.",
    [
      { name: "name", description: "Name of the domain.", dataType: "sc:Text" },
      { name: "documents", description: "Documents of the domain.", dataType: "sc:Integer" },
      { name: "tokens", description: "LLaMA tokens of the domain.", dataType: "sc:Integer" },
    ],
    totals.map(({ domain, documents: count, tokens }) => ({ name: domain, documents: count, tokens })),
  );

const raters = ({ raters: all }: CardFacts): object =>
  inline(
    "raters",
    "Where the scores come from.",
    [
      { name: "name", description: "Field of the rater.", dataType: "sc:Text" },
      {
        name: "provenance",
        description: "imported, computed, stand-in (a documented heuristic), synthetic (made up) or absent.",
        dataType: "sc:Text",
      },
      { name: "missing", description: "Share of the documents without a score.", dataType: "sc:Float" },
    ],
    all.map(({ id, provenance, missingShare }) => ({
      name: id,
      provenance: provenance ?? "absent",
      missing: missingShare,
    })),
  );
