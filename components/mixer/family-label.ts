import type { Family } from "@/core/raters";

const LABELS: Readonly<Record<Family, string>> = {
  "natural-language": "Natural language",
  importance: "Importance",
  model: "Models",
};

export const familyLabel = (family: Family): string => LABELS[family];
