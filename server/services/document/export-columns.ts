import { RATER_IDS, type RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";
import type { DocumentRow } from "@/server/services/document/document-row";
import { CLASSIFIER_IDS } from "@/server/services/document/row-layout";

/** One document of an export, with its text where that was asked for. */
export interface ExportRow {
  readonly row: DocumentRow;
  readonly text: string | null;
}

/** A column of an export: its name and what it holds of a row; null: missing. */
export type ExportColumn =
  | { readonly name: string; readonly kind: "text"; readonly read: (row: ExportRow) => string }
  | {
      readonly name: string;
      readonly kind: "whole" | "level" | "score";
      readonly read: (row: ExportRow) => number | null;
    };

const score = (rater: RaterId): ExportColumn => ({
  name: rater,
  kind: "score",
  read: ({ row }) => row.scores[rater] ?? null,
});

const level = (rater: RaterId): ExportColumn => ({
  name: raterColumn(rater, "argmax"),
  kind: "level",
  read: ({ row }) => row.argmax[rater] ?? null,
});

/** Columns of every export, whatever the format; a rater that is off has a column without values. */
export const exportColumns = (text: boolean): ExportColumn[] => [
  { name: "id", kind: "text", read: ({ row }) => row.id },
  { name: "domain", kind: "text", read: ({ row }) => row.domain },
  { name: "tokens", kind: "whole", read: ({ row }) => row.tokens },
  ...RATER_IDS.map(score),
  ...CLASSIFIER_IDS.map(level),
  ...(text ? [{ name: "text", kind: "text", read: (row: ExportRow) => row.text ?? "" } as const] : []),
];
