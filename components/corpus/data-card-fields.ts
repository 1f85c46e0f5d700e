import type { CardFields } from "@/core/data-card";

interface CardField {
  readonly id: keyof CardFields;
  readonly label: string;
  readonly hint: string;
  /** Lines shown while it is edited. */
  readonly rows: number;
}

/** The fields of a data card in the order they are asked for. */
export const DATA_CARD_FIELDS: readonly CardField[] = [
  { id: "title", label: "Title", hint: "The corpus' name without one.", rows: 1 },
  { id: "summary", label: "Summary", hint: "What the documents are, in a few sentences.", rows: 4 },
  { id: "licence", label: "Licence", hint: "A name such as CC BY 4.0, or the terms.", rows: 2 },
  {
    id: "sourceNotes",
    label: "Source notes",
    hint: "Whose texts these are and where they were taken from.",
    rows: 3,
  },
  { id: "intendedUse", label: "Intended use", hint: "What it is good for, and what not.", rows: 3 },
  {
    id: "collection",
    label: "Collection",
    hint: "How and when the documents were gathered, filtered and rated.",
    rows: 3,
  },
  { id: "limits", label: "Known limits", hint: "Languages, gaps, biases, personal data.", rows: 3 },
  { id: "contacts", label: "Contacts", hint: "Who answers questions.", rows: 2 },
];
