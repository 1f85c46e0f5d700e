/** What the values of a source's column are: texts, numbers, lists of numbers, true or false, or anything else. */
export type ColumnKind = "text" | "number" | "numbers" | "flag" | "other";

/** A column of a source; a nested field has a dotted path. */
export interface SourceColumn {
  readonly path: string;
  readonly kind: ColumnKind;
}
