import type { SourceSample } from "@/server/services/corpus/inspecting/sample-source";
import { valueAt } from "@/core/mapped-columns";

/** One of the first rows as a page shows it: a cell for every shown column, null where there is no value. */
export interface FirstRow {
  readonly file: string;
  readonly number: number;
  readonly cells: readonly (string | null)[];
  /** Why it could not be read at all. */
  readonly refused: string | null;
}

const MOST_ROWS = 5;
const MOST_COLUMNS = 80;
const MOST_CHARACTERS = 300;

/** The first rows of a source, long texts cut, for the first 80 columns. */
export function firstCells(sample: SourceSample): { columns: string[]; rows: FirstRow[] } {
  const columns = sample.columns.slice(0, MOST_COLUMNS).map(({ path }) => path);
  const all = sample.files.flatMap(({ file, rows }) => rows.map((row) => ({ file, row })));
  const rows = all.slice(0, MOST_ROWS).map(({ file, row }) => ({
    file: file.name,
    number: row.number,
    cells: "fields" in row ? columns.map((path) => written(valueAt(row.fields, path))) : [],
    refused: "refused" in row ? row.refused : null,
  }));
  return { columns, rows };
}

function written(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > MOST_CHARACTERS
    ? `${text.slice(0, MOST_CHARACTERS).replace(/[\ud800-\udbff]$/, "")}…`
    : text;
}
