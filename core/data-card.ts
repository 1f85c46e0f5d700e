import { z } from "zod";
import { levelsOf, raterOf, type Family, type RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import type { DomainTotals, RaterStatistics } from "@/core/statistics";

/** Most characters of a field; a title is a line. */
export const CARD_CHARACTERS = 20_000;
export const CARD_TITLE_CHARACTERS = 200;

const text = z.string().max(CARD_CHARACTERS).default("");

/** What people write about a corpus; an empty field is not written yet. */
export const cardFieldsSchema = z.strictObject({
  title: z
    .string()
    .max(CARD_TITLE_CHARACTERS)
    .regex(/^[^\r\n]*$/, "a title is one line")
    .default(""),
  summary: text,
  licence: text,
  sourceNotes: text,
  intendedUse: text,
  collection: text,
  limits: text,
  contacts: text,
});
export type CardFields = z.output<typeof cardFieldsSchema>;

export const NO_FIELDS: CardFields = cardFieldsSchema.parse({});

export interface CardRater {
  readonly id: RaterId;
  readonly label: string;
  readonly family: Family;
  /** What is measured, one sentence. */
  readonly definition: string;
  /** Null for a rater that no document has. */
  readonly provenance: RaterStatistics["provenance"] | null;
  /** Share of the documents without a value, 0 … 1. */
  readonly missingShare: number;
}

/** What the studio knows of a corpus version; stands in the card beside what people write. */
export interface CardFacts {
  readonly name: string;
  readonly number: number;
  readonly fingerprint: string;
  readonly importedAt: Date;
  readonly documents: number;
  readonly tokens: number;
  readonly validationDocuments: number;
  readonly validationTokens: number;
  readonly domains: readonly DomainTotals[];
  /** All 25. */
  readonly raters: readonly CardRater[];
  /** Rows of the source that did not become documents, of all rows. */
  readonly rejected: number;
  readonly rows: number;
  readonly provenanceNote: string;
  readonly licences: readonly {
    readonly name: string;
    readonly licence: string;
    readonly documents: number;
  }[];
  readonly synthetic: boolean;
}

export interface CardColumn {
  readonly name: string;
  readonly type: "string" | "uint32" | "uint8" | "float32";
  readonly description: string;
}

/** Columns of the files that Browse exports, with the text; a rater that is absent has a column without values. */
export const cardColumns = ({ raters }: Pick<CardFacts, "raters">): CardColumn[] => [
  { name: "id", type: "string", description: "Unique id of the document." },
  { name: "domain", type: "string", description: "Domain of the document." },
  { name: "tokens", type: "uint32", description: "LLaMA tokens of the text." },
  ...raters.map(({ id, label, definition, provenance }): CardColumn => ({
    name: id,
    type: "float32",
    description: `${label}. ${definition}${provenance === null ? " Absent: no document has a value." : ""}`,
  })),
  ...raters
    .filter(({ id }) => levelsOf(raterOf(id)) !== null)
    .map(({ id, label }): CardColumn => ({
      name: raterColumn(id, "argmax"),
      type: "uint8",
      description: `Likeliest level of ${label}.`,
    })),
  { name: "text", type: "string", description: "The text as imported." },
];
