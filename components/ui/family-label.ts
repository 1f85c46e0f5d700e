import { RATERS, type Family, type Rater } from "@/core/raters";

/** Families as headings, in the order of the raters' table. */
export const FAMILY_LABELS: Readonly<Record<Family, string>> = {
  "natural-language": "Natural language",
  importance: "Importance",
  model: "Models",
};

export const ratersOf = (family: Family): readonly Rater[] =>
  RATERS.filter((rater) => rater.family === family);
