import type { CardFacts, CardFields } from "@/core/data-card";
import { definitionOf } from "@/core/rater-definitions";
import { RATERS } from "@/core/raters";

/** Facts of a made-up corpus: one rater absent, one a stand-in, one with a quarter missing. */
export const CARD_FACTS: CardFacts = {
  name: "Small corpus",
  number: 2,
  fingerprint: "ab".repeat(32),
  importedAt: new Date("2026-11-24T10:00:00Z"),
  documents: 1200,
  tokens: 1_000_000,
  validationDocuments: 12,
  validationTokens: 9000,
  domains: [
    { domain: "c4", documents: 1000, tokens: 250_000 },
    { domain: "wikipedia", documents: 200, tokens: 750_000 },
  ],
  raters: RATERS.map(({ id, label, family }) => ({
    id,
    label,
    family,
    definition: definitionOf(id).definition,
    provenance: id === "fluency" ? null : id === "reasoning" ? "stand-in" : "imported",
    missingShare: id === "fluency" ? 1 : id === "dsir_books" ? 0.25 : 0,
  })),
  rejected: 3,
  rows: 1215,
  provenanceNote: "",
  licences: [],
  synthetic: false,
};

export const CARD_FIELDS: CardFields = {
  title: "A small corpus",
  summary: "Pages of the web.\n\nRated by 25 raters.",
  licence: "CC BY 4.0",
  sourceNotes: "A crawl of 2023.",
  intendedUse: "Selecting documents for pre-training.",
  collection: "By robots.",
  limits: "English only.",
  contacts: "Ada <ada@example.org>",
};
