import type { SqlRow } from "@/core/engine";
import { keptText } from "@/server/duckdb/kept-text";
import { RATER_IDS, RATERS, type RaterId } from "@/core/raters";
import { raterColumn } from "@/core/score-table";

/** A document as tables show it. */
export interface DocumentRow {
  readonly ordinal: number;
  readonly id: string;
  readonly domain: string;
  readonly tokens: number;
  /** Raters that are on; null where the document has no value; the expected level for classifiers. */
  readonly scores: Partial<Record<RaterId, number | null>>;
  /** Likeliest level of classifiers, where the document has one: what the published normalisation reads. */
  readonly argmax: Partial<Record<RaterId, number>>;
  /** The beginning of the text on one line, at most 160 characters. */
  readonly excerpt: string;
}

export interface DocumentDetail extends DocumentRow {
  /** The beginning; all of it where `next` is null, else the rest is asked for from there on. */
  readonly text: string;
  readonly next: number | null;
  /** UTF-16 units of the whole text. */
  readonly characters: number;
  /** Percentile in [0, 1]; null where missing or off. */
  readonly ranks: Record<RaterId, number | null>;
}

export const EXCERPT_CHARACTERS = 160;

/** @param row with `DOCUMENT_COLUMNS`; @param excerpts beginning of the text by id */
export function toDocumentRow(
  row: SqlRow,
  domains: readonly string[],
  excerpts: ReadonlyMap<string, string>,
): DocumentRow {
  const id = keptText(row["doc_id"]);
  return {
    ordinal: Number(row["ordinal"]),
    id,
    domain: domains[Number(row["domain"])] ?? "",
    tokens: Number(row["tokens"]),
    scores: Object.fromEntries(
      RATER_IDS.filter((rater) => rater in row).map((rater) => [rater, numberIn(row, rater)]),
    ),
    argmax: argmaxIn(row),
    excerpt: excerptOf(excerpts.get(id) ?? ""),
  };
}

export const ranksIn = (row: SqlRow): Record<RaterId, number | null> =>
  Object.fromEntries(RATER_IDS.map((rater) => [rater, numberIn(row, raterColumn(rater, "rank"))])) as Record<
    RaterId,
    number | null
  >;

function argmaxIn(row: SqlRow): Partial<Record<RaterId, number>> {
  const entries = RATERS.flatMap(({ id }) => {
    const level = numberIn(row, raterColumn(id, "argmax"));
    return level === null ? [] : [[id, level]];
  });
  return Object.fromEntries(entries);
}

function numberIn(row: SqlRow, column: string): number | null {
  const value = row[column];
  return typeof value === "number" ? value : null;
}

/** White space becomes single spaces; every other character stays, control characters too. Never cuts a character in two. */
export function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= EXCERPT_CHARACTERS
    ? line
    : line.slice(0, EXCERPT_CHARACTERS).replace(/\p{Surrogate}$/u, "");
}
